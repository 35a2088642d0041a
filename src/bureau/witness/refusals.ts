/**
 * Refusals of one address are counted, so that noise is neither answered at length nor written down line by line. What a
 * station rightly shows is never counted and never held up: nobody can lock it out from beside it. Pure.
 */
import type { EpochMs } from '../../domain/time.js';

/** So many refusals of one address in a minute are answered in full. */
const MOST = 60;
const WINDOW_MS = 60_000;
/** More addresses than this at once are no stations; those heard of longest ago are forgotten. */
const MOST_ADDRESSES = 10_000;

interface Count {
  readonly since: EpochMs;
  readonly refusals: number;
}

export class Refusals {
  readonly #counts = new Map<string, Count>();

  /** @returns seconds after which it is listened to again; null where the refusal is to be answered in full */
  add(address: string, now: EpochMs): number | null {
    const before = this.#counts.get(address);
    const goesOn = before !== undefined && now >= before.since && now - before.since < WINDOW_MS;
    const count: Count = goesOn ? { ...before, refusals: before.refusals + 1 } : { since: now, refusals: 1 };
    this.#counts.delete(address);
    this.#counts.set(address, count);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > MOST_ADDRESSES && oldest !== undefined) this.#counts.delete(oldest);
    return count.refusals <= MOST ? null : Math.ceil((count.since + WINDOW_MS - now) / 1000);
  }
}
