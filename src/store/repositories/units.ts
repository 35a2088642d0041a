/** Units (单位) over time, and which belongs to which. Appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface Unit {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** The unit it belongs to. */
  readonly parent: string | null;
  /** No longer there; what was recorded for it stays. */
  readonly closed: boolean;
  readonly why: string | null;
  readonly by: string;
  readonly at: Instant;
}

type Row = Omit<Unit, 'closed'> & { readonly closed: number };

const COLUMNS = 'u.unit_id AS id, u.version, u.name, u.parent, u.closed, u.why, u."by", u.at';
const LATEST = 'u.version = (SELECT max(version) FROM unit_versions n WHERE n.unit_id = u.unit_id)';

export class Units {
  readonly #add;
  readonly #get;
  readonly #all;
  readonly #versions;
  readonly #within;

  constructor(db: Db) {
    this.#add = db.prepare(`
      INSERT INTO unit_versions (unit_id, version, name, parent, closed, why, "by", at, entry)
      VALUES (@id, @version, @name, @parent, @closed, @why, @by, @at, @entry)`);
    this.#get = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM unit_versions u WHERE u.unit_id = ? AND ${LATEST}`);
    this.#all = db.prepare<[], Row>(
      `SELECT ${COLUMNS} FROM unit_versions u WHERE ${LATEST} ORDER BY u.name, u.unit_id`,
    );
    this.#versions = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM unit_versions u WHERE u.unit_id = ? ORDER BY u.version`,
    );
    this.#within = db
      .prepare<[string], string>(
        `WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT u.unit_id FROM unit_versions u JOIN below ON u.parent = below.id WHERE ${LATEST})
         SELECT id FROM below`,
      )
      .pluck();
  }

  add({ closed, ...rest }: Unit & { readonly entry: number }): void {
    this.#add.run({ ...rest, closed: Number(closed) });
  }

  get(id: string): Unit | undefined {
    const row = this.#get.get(id);
    return row && read(row);
  }

  all(): Unit[] {
    return this.#all.all().map(read);
  }

  /** Oldest first. */
  versions(id: string): Unit[] {
    return this.#versions.all(id).map(read);
  }

  /** The unit itself and every unit below it. */
  within(id: string): string[] {
    return this.#within.all(id);
  }
}

const read = (row: Row): Unit => ({ ...row, closed: row.closed !== 0 });
