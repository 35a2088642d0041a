/** After other rules came into force every clip is judged anew: a batch at a time, so that the station goes on working. */
import type { ActContext } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { rulesDigest } from './judge.js';

/**
 * Judges the next clips that were judged by other rules, or never.
 * @param after the clip after which to look
 * @returns the last clip looked at, or null when there is none left
 */
export function judgeNextStale(context: ActContext, after: string, atMost: number): string | null {
  const { store, rules, now } = context;
  const digest = rulesDigest(rules);
  if (after === '' && store.retention.applied() === digest) return null;
  const stale = store.retention.stale(after, digest, atMost);
  const last = stale.at(-1);
  store.transaction(() => {
    if (last === undefined) store.retention.apply(digest, now());
    else clipsChanged(context, stale);
  });
  return last ?? null;
}
