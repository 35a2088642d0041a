/** What many ask for at once: worked out anew when something that it rests on has changed, and for the clock's sake each second. */
import { monotonicMs } from '../domain/time.js';

const MOST_MS = 1_000;

/** @param state a number that is another one after each change @param now monotonic, milliseconds */
export function whileSame<T>(work: () => T, state: () => number, now: () => number = monotonicMs): () => T {
  let kept: { readonly value: T; readonly state: number; readonly until: number } | undefined;
  return () => {
    const [is, at] = [state(), now()];
    if (kept?.state !== is || kept.until <= at) kept = { value: work(), state: is, until: at + MOST_MS };
    return kept.value;
  };
}
