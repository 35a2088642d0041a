/** The recordings of activities, as continuity looks at them. */
import type { Segment } from '../../policy/continuity/gaps.js';
import type { Db } from '../database.js';

export class Segments {
  readonly #of;

  constructor(db: Db) {
    // A photo is a moment and interrupts nothing.
    this.#of = db.prepare<[string], Segment & { readonly activityId: string }>(`
      SELECT m.activity_id AS activityId, c.id AS clip, c.camera_id AS device, c.start_at AS start, c.end_at AS "end"
      FROM activity_members m JOIN clips c ON c.id = m.clip_id
      WHERE m.left_at IS NULL AND c.kind <> 'photo' AND m.activity_id IN (SELECT value FROM json_each(?)) ORDER BY m.id`);
  }

  /** By activity. */
  of(activityIds: readonly string[]): ReadonlyMap<string, readonly Segment[]> {
    const found = new Map<string, Segment[]>();
    for (const { activityId, ...segment } of this.#of.all(JSON.stringify(activityIds))) {
      const own = found.get(activityId) ?? [];
      own.push(segment);
      found.set(activityId, own);
    }
    return found;
  }
}
