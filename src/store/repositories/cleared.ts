/** Originals that were cleared from the station's disk, and where each lies. Rows stay when an original comes back. */
import type { ClearReason } from '../../domain/clear.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface NewCleared {
  readonly clipId: string;
  readonly sha256: string;
  readonly storedPath: string;
  readonly bytes: number;
  readonly target: string;
  readonly archiveId: string;
  readonly key: string;
  /** Names the object where the archive keeps versions. */
  readonly objectVersion: string | null;
  readonly why: ClearReason;
  /** Whose authority it rests on. */
  readonly by: string;
  readonly at: Instant;
  /** Number of the custody entry that says the same. */
  readonly entry: number;
}

export interface ClearedOriginal extends NewCleared {
  readonly id: number;
  /** Null while the file may be there or not. */
  readonly removedAt: Instant | null;
}

export interface ClearedTotals {
  readonly clips: number;
  readonly bytes: number;
}

const SELECT = `SELECT id, clip_id AS clipId, sha256, stored_path AS storedPath, bytes, target, archive_id AS archiveId,
  object_key AS key, object_version AS objectVersion, why, by, cleared_at AS at, entry, removed_at AS removedAt FROM cleared_originals`;
const NOW = 'returned_at IS NULL';

export class Cleared {
  readonly #statements;

  constructor(db: Db) {
    this.#statements = {
      add: db.prepare(`INSERT INTO cleared_originals
        (clip_id, sha256, stored_path, bytes, target, archive_id, object_key, object_version, why, by, cleared_at, entry)
        VALUES (@clipId, @sha256, @storedPath, @bytes, @target, @archiveId, @key, @objectVersion, @why, @by, @at, @entry)`),
      content: db.prepare<[string], ClearedOriginal>(`${SELECT} WHERE sha256 = ? AND ${NOW}`),
      removed: db.prepare(`UPDATE cleared_originals SET removed_at = ? WHERE id = ? AND ${NOW}`),
      returned: db.prepare(
        `UPDATE cleared_originals SET returned_how = ?, returned_at = ?, returned_entry = ? WHERE id = ?`,
      ),
      fetched: db
        .prepare<[string], Instant | null>(
          "SELECT max(returned_at) FROM cleared_originals WHERE sha256 = ? AND returned_how = 'fetched'",
        )
        .pluck(),
      unfinished: db.prepare<[number, number], ClearedOriginal>(
        `${SELECT} WHERE removed_at IS NULL AND ${NOW} AND id > ? ORDER BY id LIMIT ?`,
      ),
      among: db.prepare<[string], { clipId: string; target: string }>(
        `SELECT clip_id AS clipId, target FROM cleared_originals WHERE clip_id IN (SELECT value FROM json_each(?)) AND ${NOW}`,
      ),
      after: db.prepare<[number, number], ClearedOriginal>(`${SELECT} WHERE id > ? AND ${NOW} ORDER BY id LIMIT ?`),
      totals: db.prepare<[], ClearedTotals>('SELECT clips, bytes FROM cleared_totals'),
      last: db.prepare<[], Instant>('SELECT cleared_at FROM cleared_originals ORDER BY id DESC LIMIT 1').pluck(),
      candidates: db
        .prepare<[string, number], string>(
          `SELECT c.id FROM clips c WHERE c.id > ?
             AND EXISTS (SELECT 1 FROM gate_bars g WHERE g.clip_id = c.id AND g.bar = '')
             AND EXISTS (SELECT 1 FROM archive_orders o WHERE o.clip_id = c.id AND o.kind = 'original' AND o.state = 'done')
             AND NOT EXISTS (SELECT 1 FROM cleared_originals x WHERE x.sha256 = c.sha256 AND x.${NOW})
             AND NOT EXISTS (SELECT 1 FROM disposed_clips d WHERE d.clip_id = c.id)
           ORDER BY c.id LIMIT ?`,
        )
        .pluck(),
      beside: db.prepare<[string], number>('SELECT EXISTS (SELECT 1 FROM sidecars WHERE sha256 = ?)').pluck(),
    };
  }

  /** Committed before the file goes. */
  add(row: NewCleared): void {
    this.#statements.add.run(row);
  }

  /** Undefined where the original lies on the station's disk, or never did. */
  get(sha256: string): ClearedOriginal | undefined {
    return this.#statements.content.get(sha256);
  }

  /** @param at null where the file may be there or not from now on */
  removed(id: number, at: Instant | null): void {
    this.#statements.removed.run(at, id);
  }

  /** It lies on the station's disk. @param how `fetched`: somebody wanted it back; `kept`: it never went */
  returned(id: number, how: 'fetched' | 'kept', at: Instant, entry: number): void {
    this.#statements.returned.run(how, at, entry, id);
  }

  /** When somebody last had it brought back; null for never. */
  fetchedAt(sha256: string): Instant | null {
    return this.#statements.fetched.get(sha256) ?? null;
  }

  /** Whose files may be there or not, from after an id on. */
  unfinished(after: number, limit: number): ClearedOriginal[] {
    return this.#statements.unfinished.all(after, limit);
  }

  /** All that are cleared now, from after an id on. */
  after(id: number, limit: number): ClearedOriginal[] {
    return this.#statements.after.all(id, limit);
  }

  /** Those of the clips that are cleared → the archive that has them. */
  among(clipIds: readonly string[]): ReadonlyMap<string, string> {
    return new Map(this.#statements.among.all(JSON.stringify(clipIds)).map(({ clipId, target }) => [clipId, target]));
  }

  totals(): ClearedTotals {
    return this.#statements.totals.get() ?? { clips: 0, bytes: 0 };
  }

  lastAt(): Instant | null {
    return this.#statements.last.get() ?? null;
  }

  /** Clips that an archive has and that lie on the station's disk as well, those that were stored first first. */
  candidates(after: string, limit: number): string[] {
    return this.#statements.candidates.all(after, limit);
  }

  /** Whether the same content lies beside some clip as well. */
  isSidecar(sha256: string): boolean {
    return this.#statements.beside.get(sha256) === 1;
  }
}
