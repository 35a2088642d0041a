/** The ledger of cameras (领用台账): given out and brought back, lost and found, faulty and repaired. Appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export const MOVEMENT_ACTS = ['issue', 'return', 'lost', 'found', 'faulty', 'repaired'] as const;
export type MovementAct = (typeof MOVEMENT_ACTS)[number];

export interface NewMovement {
  readonly cameraId: string;
  readonly act: MovementAct;
  /** When it happened. */
  readonly at: Instant;
  readonly officer: string | null;
  /** The activity or the day's work it is taken out for. */
  readonly purpose: string | null;
  readonly backBy: Instant | null;
  /** At its return: false where nothing was recorded. */
  readonly recorded: boolean | null;
  readonly reference: string | null;
  readonly remark: string | null;
  readonly checkId: number | null;
  readonly saidBy: string;
  readonly saidAt: Instant;
}

export interface Movement extends NewMovement {
  readonly id: number;
}

type Row = Omit<Movement, 'recorded'> & { readonly recorded: number | null };

const COLUMNS = `id, camera_id AS cameraId, act, at, officer, purpose, back_by AS backBy, recorded, reference, remark,
  check_id AS checkId, said_by AS saidBy, said_at AS saidAt`;

export class CameraMovements {
  readonly #add;
  readonly #of;
  readonly #latest;
  readonly #outings;
  readonly #clipsSince;
  readonly #clipsStoredSince;
  readonly #ledgers;

  constructor(db: Db) {
    this.#add = db.prepare(`
      INSERT INTO camera_movements (camera_id, act, at, officer, purpose, back_by, recorded, reference, remark, check_id, said_by, said_at, entry)
      VALUES (@cameraId, @act, @at, @officer, @purpose, @backBy, @recorded, @reference, @remark, @checkId, @saidBy, @saidAt, @entry)`);
    this.#of = db.prepare<[string, number], Row>(
      `SELECT ${COLUMNS} FROM camera_movements WHERE camera_id = ? ORDER BY id DESC LIMIT ?`,
    );
    this.#latest = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM camera_movements WHERE id IN
         (SELECT max(id) FROM camera_movements WHERE camera_id = ? GROUP BY act)`,
    );
    this.#clipsSince = db
      .prepare<[string, string], string>(
        'SELECT id FROM clips WHERE camera_id = ? AND ifnull(start_at, stored_at) >= ? ORDER BY id',
      )
      .pluck();
    this.#clipsStoredSince = db
      .prepare<[string, string], string>('SELECT id FROM clips WHERE camera_id = ? AND stored_at >= ? ORDER BY id')
      .pluck();
    this.#ledgers = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM camera_movements WHERE camera_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    );
    this.#outings = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM camera_movements WHERE act IN ('issue', 'return') AND camera_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    );
  }

  /**
   * @param entry of the custody log, which says the same
   * @returns its number
   */
  add(movement: NewMovement, entry: number): number {
    const recorded = movement.recorded === null ? null : Number(movement.recorded);
    return Number(this.#add.run({ ...movement, recorded, entry }).lastInsertRowid);
  }

  /** Newest first. */
  of(cameraId: string, limit: number): Movement[] {
    return this.#of.all(cameraId, limit).map(read);
  }

  /** The last of each act. */
  latest(cameraId: string): Movement[] {
    return this.#latest.all(cameraId).map(read);
  }

  /** Clips of a camera recorded since, or, where nobody knows when, stored since. */
  clipsSince(cameraId: string, since: Instant): string[] {
    return this.#clipsSince.all(cameraId, since);
  }

  clipsStoredSince(cameraId: string, since: Instant): string[] {
    return this.#clipsStoredSince.all(cameraId, since);
  }

  /** Every line of the ledger of these cameras, in the order in which they were entered. */
  ledgers(cameraIds: readonly string[]): ReadonlyMap<string, readonly Movement[]> {
    return grouped(this.#ledgers.all(JSON.stringify(cameraIds)));
  }

  /** Issues and returns of these cameras, in the order in which they were entered. */
  outings(cameraIds: readonly string[]): ReadonlyMap<string, readonly Movement[]> {
    return grouped(this.#outings.all(JSON.stringify(cameraIds)));
  }
}

function grouped(rows: readonly Row[]): ReadonlyMap<string, readonly Movement[]> {
  const found = new Map<string, Movement[]>();
  for (const row of rows) {
    const own = found.get(row.cameraId) ?? [];
    own.push(read(row));
    found.set(row.cameraId, own);
  }
  return found;
}

const read = (row: Row): Movement => ({ ...row, recorded: row.recorded === null ? null : row.recorded !== 0 });
