/** The canonical names given to clips. A name once given stays its clip's: no other clip ever gets it. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import type { Entered } from './memberships.js';

/** `storage`: kept and found under; `caseItem`: inside a case file. */
export const NAME_FORMS = ['storage', 'caseItem'] as const;
export type NameFormName = (typeof NAME_FORMS)[number];

export interface NameVersion {
  readonly clipId: string;
  readonly form: NameFormName;
  readonly version: number;
  /** Within which names are told apart: empty for the station, else the case. */
  readonly scope: string;
  /** Without extension; null where the clip lost its name. */
  readonly name: string | null;
  /** Version of the label that it was built from. */
  readonly label: number | null;
  readonly by: string;
  readonly at: Instant;
}

export interface NameClaim {
  readonly form: NameFormName;
  readonly scope: string;
  /** The name as file systems compare it. */
  readonly key: string;
  /** The key without its number. */
  readonly base: string;
  readonly number: number;
  readonly clipId: string;
}

const COLUMNS = 'clip_id AS clipId, form, version, scope, name, label, "by", at';

export class Names {
  readonly #add;
  readonly #claim;
  readonly #own;
  readonly #last;
  readonly #latest;
  readonly #versions;

  constructor(db: Db) {
    this.#add = db.prepare<[NameVersion & Entered]>(
      `INSERT INTO name_versions (clip_id, form, version, scope, name, label, "by", at, entry)
       VALUES (@clipId, @form, @version, @scope, @name, @label, @by, @at, @entry)`,
    );
    this.#claim = db.prepare<[NameClaim & Entered]>(
      `INSERT INTO name_claims (form, scope, key, base, number, clip_id, entry)
       VALUES (@form, @scope, @key, @base, @number, @clipId, @entry)`,
    );
    this.#own = db
      .prepare<[string, string, string, string], number>(
        'SELECT number FROM name_claims WHERE form = ? AND scope = ? AND base = ? AND clip_id = ?',
      )
      .pluck();
    this.#last = db
      .prepare<[string, string, string], number | null>(
        'SELECT max(number) FROM name_claims WHERE form = ? AND scope = ? AND base = ?',
      )
      .pluck();
    this.#latest = db.prepare<[string, string], NameVersion>(
      `SELECT ${COLUMNS} FROM name_versions WHERE clip_id = ? AND form = ? ORDER BY version DESC LIMIT 1`,
    );
    this.#versions = db.prepare<[string], NameVersion>(
      `SELECT ${COLUMNS} FROM name_versions WHERE clip_id = ? ORDER BY form DESC, version`,
    );
  }

  add(version: NameVersion & Entered): void {
    this.#add.run(version);
  }

  claim(claim: NameClaim & Entered): void {
    this.#claim.run(claim);
  }

  /** The number under which a clip already holds a name. */
  heldNumber(form: NameFormName, scope: string, base: string, clipId: string): number | undefined {
    return this.#own.get(form, scope, base, clipId);
  }

  /** The highest number given; 0 where the name is free. */
  lastNumber(form: NameFormName, scope: string, base: string): number {
    return this.#last.get(form, scope, base) ?? 0;
  }

  latest(clipId: string, form: NameFormName): NameVersion | undefined {
    return this.#latest.get(clipId, form);
  }

  /** All there were, the older first. */
  versions(clipId: string): NameVersion[] {
    return this.#versions.all(clipId);
  }
}
