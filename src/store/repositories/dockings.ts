/** When cameras were read before: what was not on a card then was recorded later. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

/** A file of a camera, as it was found at a docking. */
export interface FoundFile {
  /** The caller's own name of it. */
  readonly id: string;
  readonly cameraId: string;
  readonly path: string;
  readonly bytes: number;
  readonly visitId: string;
  /** When the camera was docked at which it was found. */
  readonly dockedAt: Instant;
}

export class Dockings {
  readonly #without;
  readonly #openings;

  constructor(db: Db) {
    // What could not be stored at an earlier docking, or was still being written, may be this file under another name,
    // unless it still
    // lies there beside it as it did.
    this.#without = db.prepare<[string], { id: string; at: Instant | null }>(`
      SELECT f.value ->> '$.id' AS id,
        (SELECT v.opened_at FROM visits v
         WHERE v.camera_id = f.value ->> '$.cameraId' AND v.opened_at < f.value ->> '$.dockedAt'
           AND v.state = 'closed' AND v.listed_at IS NOT NULL AND v.source_type = 'camera'
           AND NOT EXISTS (SELECT 1 FROM visit_entries e WHERE e.visit_id = v.id
             AND (e.class IN ('unfinalised', 'failed') OR (e.class = 'clip' AND e.state IN ('waiting', 'failed')))
             AND (e.path = f.value ->> '$.path' OR substr(f.value ->> '$.path', 1, length(e.path) + 1) = e.path || '/'
               OR ((e.class <> 'clip' OR e.bytes = f.value ->> '$.bytes')
                 AND NOT EXISTS (SELECT 1 FROM visit_entries n WHERE n.visit_id = f.value ->> '$.visitId'
                   AND n.path = e.path AND n.class = e.class AND n.clip_id IS NULL
                   AND (n.class <> 'clip' OR (n.bytes = e.bytes AND n.stamp = e.stamp))))))
         ORDER BY v.opened_at DESC LIMIT 1) AS at
      FROM json_each(?) f`);
    this.#openings = db
      .prepare<[string, number], Instant>(
        'SELECT opened_at FROM visits WHERE camera_id = ? ORDER BY opened_at DESC LIMIT ?',
      )
      .pluck();
  }

  /**
   * For each file the last docking at which its card was listed to the end and it was not there; null where there was none.
   * A folder that files are put into says nothing of that kind: what is new in it may be old.
   */
  lastWithout(files: readonly FoundFile[]): ReadonlyMap<string, Instant | null> {
    const wanted = files.map(({ id, cameraId, path, bytes, visitId, dockedAt }) => ({
      id,
      cameraId,
      path,
      bytes,
      visitId,
      dockedAt,
    }));
    return new Map(this.#without.all(JSON.stringify(wanted)).map(({ id, at }) => [id, at]));
  }

  /** When a camera was docked, the last first. */
  openings(cameraId: string, most: number): Instant[] {
    return this.#openings.all(cameraId, most);
  }
}
