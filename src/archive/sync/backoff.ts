/** When something that failed is tried again. Pure. */

const FIRST_MS = 1_000;
const MOST_MS = 300_000;

/**
 * One second, doubled with every failure, at most five minutes, and between half of that and all of it, so that stations
 * that were cut off together do not come back together. Never sooner than the archive asked for.
 * @param failures how many there were, one at least
 * @param random from 0 to 1
 */
export function backoffMs(failures: number, retryAfterMs: number | null, random: number): number {
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.round(Math.max(most * (0.5 + random / 2), retryAfterMs ?? 0));
}
