/** What keeps each clip from the archive, as it was last judged: to count by. */
import type { Db } from '../database.js';

export class GateBars {
  readonly #of;
  readonly #clear;
  readonly #add;
  readonly #counts;
  readonly #first;

  constructor(db: Db) {
    this.#of = db.prepare<[string], { clipId: string; bar: string }>(
      'SELECT clip_id AS clipId, bar FROM gate_bars WHERE clip_id IN (SELECT value FROM json_each(?)) ORDER BY clip_id, bar',
    );
    this.#clear = db.prepare<[string]>('DELETE FROM gate_bars WHERE clip_id = ?');
    this.#add = db.prepare<[string, string]>('INSERT INTO gate_bars (clip_id, bar) VALUES (?, ?)');
    this.#counts = db.prepare<[], { bar: string; clips: number }>(
      'SELECT bar, count(*) AS clips FROM gate_bars GROUP BY bar ORDER BY bar',
    );
    this.#first = db
      .prepare<[string, number], string>('SELECT clip_id FROM gate_bars WHERE bar = ? ORDER BY clip_id LIMIT ?')
      .pluck();
  }

  /** Clip → its bars; an empty list where nothing is missing, nothing at all where it was never judged. */
  of(clipIds: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const { clipId, bar } of this.#of.all(JSON.stringify(clipIds))) {
      const own = found.get(clipId) ?? [];
      if (bar !== NONE) own.push(bar);
      found.set(clipId, own);
    }
    return found;
  }

  put(clipId: string, bars: readonly string[]): void {
    this.#clear.run(clipId);
    for (const bar of bars.length === 0 ? [NONE] : bars) this.#add.run(clipId, bar);
  }

  /** How many clips each bar stops, and how many nothing stops (`null`). */
  counts(): { readonly bar: string | null; readonly clips: number }[] {
    return this.#counts.all().map(({ bar, clips }) => ({ bar: bar === NONE ? null : bar, clips }));
  }

  /** The clips a bar stops that came first. */
  first(bar: string | null, limit: number): string[] {
    return this.#first.all(bar ?? NONE, limit);
  }
}

const NONE = '';
