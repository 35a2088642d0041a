/**
 * When the processes of visits are started. Starting one holds the daemon up for some milliseconds; sixteen cameras that
 * are powered up together would hold it up for all of them at once, so each is started a little after the one before.
 */
import { monotonicMs } from '../../domain/time.js';

const APART_MS = 20;
/** However many there are, no camera waits longer. */
const MOST_MS = 500;

export class StartTurns {
  /** When the last one is started, or will be. */
  #last = -Infinity;

  /** @param now monotonic, milliseconds */
  constructor(
    private readonly now: () => number = monotonicMs,
    private readonly later: (act: () => void, ms: number) => void = setTimeout,
  ) {}

  /** Starts it, at once where none was started just before. */
  start(act: () => void): void {
    const now = this.now();
    this.#last = Math.min(Math.max(now, this.#last + APART_MS), now + MOST_MS);
    if (this.#last === now) act();
    else this.later(act, this.#last - now);
  }
}
