/** People over time: each version is the whole of what is known from a moment on; appended, never changed. */
import type { Role } from '../../domain/person.js';
import type { Instant } from '../../domain/time.js';
import type { SecrecyMark } from '../../policy/facts/vocabulary.js';
import type { Db } from '../database.js';

export interface Person {
  readonly id: string;
  readonly version: number;
  /** What is typed to sign in; one person's only. */
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: string | null;
  /** Numbers (警号, 执法证号) by which cameras and labels name this person. */
  readonly numbers: readonly string[];
  /** Marks of secrecy this person may see. */
  readonly cleared: readonly SecrecyMark[];
  readonly disabled: boolean;
  /** From when it is so. */
  readonly since: Instant;
  readonly why: string | null;
  readonly by: string;
  readonly at: Instant;
}

interface Row extends Omit<Person, 'numbers' | 'cleared' | 'disabled'> {
  readonly numbers: string;
  readonly cleared: string;
  readonly disabled: number;
}

const COLUMNS =
  'p.person_id AS id, p.version, p.login, p.name, p.role, p.unit_id AS unit, p.numbers, p.cleared, p.disabled, p.since, p.why, p."by", p.at';
const LATEST = 'p.version = (SELECT max(version) FROM person_versions n WHERE n.person_id = p.person_id)';

export class People {
  readonly #add;
  readonly #get;
  readonly #at;
  readonly #byLogin;
  readonly #all;
  readonly #versions;
  readonly #namesake;

  constructor(db: Db) {
    this.#add = db.prepare(`
      INSERT INTO person_versions (person_id, version, login, name, role, unit_id, numbers, cleared, disabled, since, why, "by", at, entry)
      VALUES (@id, @version, @login, @name, @role, @unit, @numbers, @cleared, @disabled, @since, @why, @by, @at, @entry)`);
    this.#get = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM person_versions p WHERE p.person_id = ? AND ${LATEST}`,
    );
    this.#at = db.prepare<[string, string], Row>(
      `SELECT ${COLUMNS} FROM person_versions p WHERE p.person_id = ? AND p.since <= ? ORDER BY p.version DESC LIMIT 1`,
    );
    this.#byLogin = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM person_versions p WHERE p.login = ? AND ${LATEST}`,
    );
    this.#all = db.prepare<[], Row>(
      `SELECT ${COLUMNS} FROM person_versions p WHERE ${LATEST} ORDER BY p.name, p.person_id`,
    );
    this.#versions = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM person_versions p WHERE p.person_id = ? ORDER BY p.version`,
    );
    this.#namesake = db
      .prepare<[string, string], number>(
        `SELECT EXISTS (SELECT 1 FROM person_versions p WHERE p.name = ? AND p.person_id <> ? AND ${LATEST})`,
      )
      .pluck();
  }

  add({ numbers, cleared, disabled, ...rest }: Person & { readonly entry: number }): void {
    this.#add.run({
      ...rest,
      numbers: JSON.stringify(numbers),
      cleared: JSON.stringify(cleared),
      disabled: Number(disabled),
    });
  }

  get(id: string): Person | undefined {
    const row = this.#get.get(id);
    return row && read(row);
  }

  /** As it was on record for a moment. */
  at(id: string, moment: Instant): Person | undefined {
    const row = this.#at.get(id, moment);
    return row && read(row);
  }

  byLogin(login: string): Person | undefined {
    const row = this.#byLogin.get(login);
    return row && read(row);
  }

  all(): Person[] {
    return this.#all.all().map(read);
  }

  /** Whether somebody else is called that now. */
  hasNamesake({ id, name }: Pick<Person, 'id' | 'name'>): boolean {
    return this.#namesake.get(name, id) === 1;
  }

  /** Oldest first. */
  versions(id: string): Person[] {
    return this.#versions.all(id).map(read);
  }
}

const read = (row: Row): Person => ({
  ...row,
  numbers: JSON.parse(row.numbers) as string[],
  cleared: JSON.parse(row.cleared) as SecrecyMark[],
  disabled: row.disabled !== 0,
});
