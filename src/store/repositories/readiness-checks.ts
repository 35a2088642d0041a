/** What was found of a camera before use, at dock and at issue: a ledger. */
import type { Instant } from '../../domain/time.js';
import type { ReadinessCheck, ReadinessFacts } from '../../policy/readiness/readiness.js';
import type { Db } from '../database.js';

export interface NewCheck {
  readonly cameraId: string;
  /** The visit the readings are from; null where the camera was never docked. */
  readonly visitId: string | null;
  readonly occasion: ReadinessFacts['occasion'];
  readonly at: Instant;
  readonly rulebook: string;
  readonly fit: boolean | null;
  readonly facts: ReadinessFacts;
  readonly checks: readonly ReadinessCheck[];
  /** Who entered what the camera does not say; null at dock. */
  readonly by: string | null;
}

export interface CheckOnRecord extends NewCheck {
  readonly id: number;
}

type Row = Omit<CheckOnRecord, 'fit' | 'facts' | 'checks'> & {
  readonly fit: number | null;
  readonly facts: string;
  readonly checks: string;
};

const COLUMNS = 'id, camera_id AS cameraId, visit_id AS visitId, occasion, at, rulebook, fit, facts, checks, "by"';

export class ReadinessChecks {
  readonly #next;
  readonly #add;
  readonly #ofVisit;
  readonly #ofCamera;

  constructor(db: Db) {
    this.#next = db.prepare<[], number>('SELECT ifnull(max(id), 0) + 1 FROM readiness_checks').pluck();
    this.#add = db.prepare(`
      INSERT INTO readiness_checks (id, camera_id, visit_id, occasion, at, rulebook, fit, facts, checks, "by", entry)
      VALUES (@id, @cameraId, @visitId, @occasion, @at, @rulebook, @fit, @facts, @checks, @by, @entry)`);
    this.#ofVisit = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM readiness_checks WHERE visit_id = ? AND occasion = 'dock' ORDER BY id DESC LIMIT 1`,
    );
    this.#ofCamera = db.prepare<[string, number], Row>(
      `SELECT ${COLUMNS} FROM readiness_checks WHERE camera_id = ? ORDER BY id DESC LIMIT ?`,
    );
  }

  /** The number of the next one. */
  next(): number {
    return this.#next.get() ?? 1;
  }

  /** @param entry of the custody log, which says the same */
  add(id: number, check: NewCheck, entry: number): void {
    const { fit, facts, checks } = check;
    const row = {
      ...check,
      id,
      entry,
      fit: fit === null ? null : Number(fit),
      facts: JSON.stringify(facts),
      checks: JSON.stringify(checks),
    };
    this.#add.run(row);
  }

  /** The last one at dock in this visit. */
  ofVisit(visitId: string): CheckOnRecord | undefined {
    return this.#ofVisit.all(visitId).map(read)[0];
  }

  /** Newest first. */
  ofCamera(cameraId: string, limit: number): CheckOnRecord[] {
    return this.#ofCamera.all(cameraId, limit).map(read);
  }
}

const read = (row: Row): CheckOnRecord => ({
  ...row,
  fit: row.fit === null ? null : row.fit !== 0,
  facts: JSON.parse(row.facts) as ReadinessFacts,
  checks: JSON.parse(row.checks) as ReadinessCheck[],
});
