/** Explanations of interruptions, as they were given. Appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { Explanation } from '../../policy/continuity/explain.js';
import type { ExplanationKind } from '../../policy/continuity/rules.js';
import type { Db } from '../database.js';

interface Row {
  readonly interruption: string;
  readonly kind: ExplanationKind;
  readonly cause: string;
  readonly reference: string | null;
  readonly clip: string | null;
  readonly offsetMs: number | null;
  readonly at: Instant;
  readonly by: string;
}

export class Explanations {
  readonly #add;
  readonly #of;

  constructor(db: Db) {
    const columns =
      'activity_id AS activityId, interruption, kind, cause, reference, clip_id AS clip, offset_ms AS offsetMs, at, said_by AS "by"';
    this.#add = db.prepare(`
      INSERT INTO explanations (activity_id, interruption, kind, cause, reference, clip_id, offset_ms, at, said_by, said_at, entry)
      VALUES (@activityId, @interruption, @kind, @cause, @reference, @clip, @offsetMs, @at, @by, @saidAt, @entry)`);
    this.#of = db.prepare<[string], Row & { readonly activityId: string }>(
      `SELECT ${columns} FROM explanations WHERE activity_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    );
  }

  /** @param entry of the custody log, which says the same */
  add(activityId: string, explanation: Explanation, saidAt: Instant, entry: number): void {
    const { interruption, kind, cause, reference, heard, at, by } = explanation;
    const [clip, offsetMs] = [heard?.clip ?? null, heard?.offsetMs ?? null];
    this.#add.run({ activityId, interruption, kind, cause, reference, clip, offsetMs, at, by, saidAt, entry });
  }

  /** By activity, oldest first. */
  of(activityIds: readonly string[]): ReadonlyMap<string, readonly Explanation[]> {
    const found = new Map<string, Explanation[]>();
    for (const row of this.#of.all(JSON.stringify(activityIds))) {
      const own = found.get(row.activityId) ?? [];
      own.push(read(row));
      found.set(row.activityId, own);
    }
    return found;
  }
}

const read = ({ interruption, kind, cause, reference, clip, offsetMs, at, by }: Row): Explanation => ({
  interruption,
  kind,
  by,
  at,
  cause,
  reference,
  heard: clip === null || offsetMs === null ? null : { clip, offsetMs },
});
