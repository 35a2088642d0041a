/** What is dear to work out and asked for often: it is worked out anew so seldom that it takes a fiftieth of the time at most. */
import { monotonicMs } from '../domain/time.js';

const SHARE = 50;

/** @param now monotonic, milliseconds */
export function seldom<T>(work: () => T, now: () => number = monotonicMs): () => T {
  let kept: { readonly value: T; readonly until: number } | undefined;
  return () => {
    const began = now();
    if (kept !== undefined && began < kept.until) return kept.value;
    const value = work();
    const ended = now();
    kept = { value, until: ended + (ended - began) * (SHARE - 1) };
    return value;
  };
}
