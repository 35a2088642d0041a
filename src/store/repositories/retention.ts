/** How long each clip is kept, as it was last judged; and what ever kept it, which only grows. */
import type { Instant } from '../../domain/time.js';
import { keptSchema, type KeptReason } from '../../policy/retention/kept.js';
import type { KeepUntil } from '../../policy/retention/period.js';
import type { RetentionReason, RetentionVerdict } from '../../policy/retention/retention.js';
import type { Db } from '../database.js';

export interface RetentionOnRecord {
  readonly clipId: string;
  readonly class: RetentionVerdict['class'];
  readonly until: KeepUntil;
  readonly earliest: KeepUntil;
  /** The last day that is settled; null where nothing is. */
  readonly floor: KeepUntil | null;
  readonly reasons: readonly RetentionReason[];
  readonly kept: readonly KeptReason[];
  /** Digest of the rules it was judged by. */
  readonly rules: string;
  readonly judgedAt: Instant;
}

interface Row extends Omit<RetentionOnRecord, 'reasons' | 'kept'> {
  readonly reasons: string;
  readonly kept: string;
}

const COLUMNS = 'clip_id AS clipId, class, until, earliest, floor, reasons, kept, rules, judged_at AS judgedAt';

export class Retentions {
  readonly #put;
  readonly #of;
  readonly #floor;
  readonly #over;
  readonly #stale;
  readonly #applied;
  readonly #apply;

  constructor(db: Db) {
    this.#put = db.prepare<[Row]>(
      `INSERT INTO retention (clip_id, class, until, earliest, floor, reasons, kept, rules, judged_at)
       VALUES (@clipId, @class, @until, @earliest, @floor, @reasons, @kept, @rules, @judgedAt)
       ON CONFLICT (clip_id) DO UPDATE SET class = excluded.class, until = excluded.until, earliest = excluded.earliest,
         floor = excluded.floor, reasons = excluded.reasons, kept = excluded.kept, rules = excluded.rules, judged_at = excluded.judged_at`,
    );
    this.#of = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM retention WHERE clip_id IN (SELECT value FROM json_each(?))`,
    );
    this.#floor = db.prepare<[string], KeepUntil | null>('SELECT floor FROM retention WHERE clip_id = ?').pluck();
    this.#over = db
      .prepare<[string, string, string, number], string>(
        `SELECT clip_id FROM retention r WHERE (earliest, clip_id) > (?, ?) AND earliest <= ?
         AND (NOT EXISTS (SELECT 1 FROM disposed_clips d WHERE d.clip_id = r.clip_id)
           OR EXISTS (SELECT 1 FROM late_sidecars l WHERE l.clip_id = r.clip_id))
         AND NOT EXISTS (SELECT 1 FROM disposal_items i WHERE i.clip_id = r.clip_id
           AND NOT EXISTS (SELECT 1 FROM disposal_decisions x WHERE x.proposal_id = i.proposal_id))
         ORDER BY earliest, clip_id LIMIT ?`,
      )
      .pluck();
    this.#stale = db
      .prepare<[string, string, number], string>(
        `SELECT c.id FROM clips c LEFT JOIN retention r ON r.clip_id = c.id
         WHERE c.id > ? AND (r.rules IS NULL OR r.rules <> ?) ORDER BY c.id LIMIT ?`,
      )
      .pluck();
    this.#applied = db.prepare<[], string>('SELECT rules FROM retention_applied').pluck();
    this.#apply = db.prepare<[string, Instant]>(
      'INSERT INTO retention_applied (id, rules, at) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET rules = excluded.rules, at = excluded.at',
    );
  }

  put({ reasons, kept, ...row }: RetentionOnRecord): void {
    this.#put.run({ ...row, reasons: JSON.stringify(reasons), kept: JSON.stringify(kept) });
  }

  get(clipId: string): RetentionOnRecord | undefined {
    return this.of([clipId]).get(clipId);
  }

  /** The last day that is settled; null where nothing is. */
  floorOf(clipId: string): KeepUntil | null {
    return this.#floor.get(clipId) ?? null;
  }

  of(clipIds: readonly string[]): ReadonlyMap<string, RetentionOnRecord> {
    return new Map(this.#of.all(JSON.stringify(clipIds)).map((row) => [row.clipId, read(row)]));
  }

  /** Clips that nothing keeps on a day, and that are in no proposal still open: those that were free first come first. */
  over(day: string, limit: number): string[] {
    return this.#over.all('', '', day, limit);
  }

  /** Clips after `id` that were judged by other rules, or never. */
  stale(id: string, rules: string, limit: number): string[] {
    return this.#stale.all(id, rules, limit);
  }

  /** Digest of the rules that all clips were judged by. */
  applied(): string | undefined {
    return this.#applied.get();
  }

  apply(rules: string, at: Instant): void {
    this.#apply.run(rules, at);
  }
}

const read = (row: Row): RetentionOnRecord => ({
  ...row,
  reasons: JSON.parse(row.reasons) as RetentionReason[],
  kept: keptSchema.parse(JSON.parse(row.kept)),
});
