/** The last receipt of each who is to give any, and how much of the log has none yet. */
import type { LiveWitness } from '../archive/witness/live-witness.js';
import { isOverdue, liveTarget, waitingSince, type ReceiptGiver } from '../archive/witness/overdue.js';
import { toInstant, type Clock } from '../domain/time.js';
import type { Repositories } from '../store/station-store.js';
import type { ReceiptStatus } from '../web/receipt-status.js';
import type { Config } from './config.js';

export const receiptGivers = (
  places: readonly { readonly name: string; readonly witnessKey: ReceiptGiver['key'] | null }[],
  live: LiveWitness | null,
): ReceiptGiver[] => [
  ...places.flatMap(({ name, witnessKey }) => (witnessKey === null ? [] : [{ target: name, key: witnessKey }])),
  ...(live === null ? [] : [{ target: liveTarget(live.key), key: live.key }]),
];

export function receiptStatus(store: Repositories, { archive }: Config, clock: Clock): ReceiptStatus[] {
  const places = archive.target.map(({ name, witness_key: witnessKey }) => ({ name, witnessKey }));
  const givers = receiptGivers(places, archive.witness);
  const entries = givers.length === 0 ? 0 : store.custody.size();
  return givers.map(({ target, key }) => {
    const last = store.receipts.latest(target);
    const since = waitingSince(store, target);
    return {
      from: target,
      witness: key.name,
      last: last === undefined ? null : { witness: last.witness, size: last.size, at: last.at },
      uncovered: Math.max(0, entries - (last?.size ?? 0)),
      since,
      overdue: isOverdue(since, archive.receipt_days, toInstant(clock.now())),
    };
  });
}
