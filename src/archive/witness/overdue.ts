/** Whose receipts a station goes by, since when, and whether the last one is too long ago. */
import { addMs, type Instant } from '../../domain/time.js';
import type { Repositories, StationStore } from '../../store/station-store.js';
import { formatWitnessKey, type WitnessKey } from './cosignature.js';

/** Somebody who is configured to give receipts: an archive in which they lie, or a live witness. */
export interface ReceiptGiver {
  /** Name of the archive; of a live witness, `witness` and its name. */
  readonly target: string;
  readonly key: WitnessKey;
}

const DAY_MS = 86_400_000;
const LOOKED_THROUGH = 1000;

/** A live witness beside the archives: no archive's name has a space. */
export const liveTarget = (key: WitnessKey): string => `witness ${key.name}`;

/** Puts on record whose receipts are taken from now on, where that is another key than before. */
export function declareWitnesses(store: StationStore, givers: readonly ReceiptGiver[]): void {
  store.transaction(() => {
    for (const { target, key } of givers) {
      const text = formatWitnessKey(key);
      if (declared(store, target)?.key !== text) store.log.append('archive.witness_set', { target, key: text });
    }
  });
}

/** By the station's own clock, when the last receipt came; before the first, since when it is waited for. */
export function waitingSince(store: Repositories, target: string): Instant | null {
  const last = store.receipts.latest(target);
  const came = last === undefined ? null : (store.custody.get(last.entry)?.at ?? null);
  const set = declared(store, target)?.at ?? null;
  return came === null || (set !== null && set > came) ? set : came;
}

export const isOverdue = (since: Instant | null, days: number, now: Instant): boolean =>
  since !== null && addMs(since, days * DAY_MS) < now;

/** After each try to get one. */
export function lookAtReceipts(store: StationStore, { target }: ReceiptGiver, days: number, now: Instant): void {
  const since = waitingSince(store, target);
  if (isOverdue(since, days, now)) store.raiseAlarm('archive.receipt_overdue', target, { since, days });
  else store.clearAlarm('archive.receipt_overdue', target);
}

function declared(store: Repositories, target: string): { readonly key: string; readonly at: Instant } | null {
  const entries = store.custody.list({ kind: 'archive.witness_set', limit: LOOKED_THROUGH, newestFirst: true });
  const found = entries.find(({ body }) => body['target'] === target);
  const key = found?.body['key'];
  return found === undefined || typeof key !== 'string' ? null : { key, at: found.at };
}
