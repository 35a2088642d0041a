/**
 * What is asked of the system and takes as long as the disk is busy: nobody waits for it who has an answer of lately. A
 * failure is told to whoever asks next, and not kept.
 */
import { monotonicMs } from '../domain/time.js';

/** @param ms an answer older than this is asked for anew, beside the one that is given @param now monotonic, milliseconds */
export function lately<T>(ask: () => Promise<T>, ms: number, now: () => number = monotonicMs): () => Promise<T> {
  let known: Promise<T> | undefined;
  let until = -Infinity;
  let asking = false;
  return () => {
    if (!asking && now() >= until) {
      asking = true;
      const asked = ask();
      known ??= asked;
      const done = (kept: Promise<T> | undefined): void => {
        known = kept;
        until = kept === undefined ? -Infinity : now() + ms;
        asking = false;
      };
      asked.then(
        () => {
          done(asked);
        },
        () => {
          done(undefined);
        },
      );
    }
    return known ?? ask();
  };
}
