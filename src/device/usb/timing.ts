/** Time as a driver sees it: a monotonic clock and a way to wait. Handed in, so that tests run hours of it in a moment. */
import { monotonicMs } from '../../domain/time.js';

export interface Timing {
  /** Milliseconds, monotonic. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemTiming: Timing = {
  now: monotonicMs,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
