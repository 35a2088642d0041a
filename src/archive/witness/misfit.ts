/** A receipt that is not for this station's log: on record once, and an alarm where a witness has really signed it. */
import type { StationStore } from '../../store/station-store.js';

export interface Misfit {
  /** The archive, or the live witness, it came from. */
  readonly target: string;
  /** Where it lies. */
  readonly receipt: string;
  readonly code: string;
  readonly reason: string;
  /** The witness's own signature holds: then it is the log that was changed, or the station's key. */
  readonly accuses: boolean;
}

/** So many of them are looked through for the same one. */
const LOOKED_THROUGH = 1000;

const subjectOf = (target: string): string => `${target} receipts`;

export function noteMisfit(store: StationStore, misfit: Misfit): void {
  const { target, receipt, code, reason, accuses } = misfit;
  store.transaction(() => {
    const before = store.custody.list({ kind: 'archive.receipt_refused', limit: LOOKED_THROUGH, newestFirst: true });
    const isKnown = before.some(({ body }) => body['target'] === target && body['receipt'] === receipt);
    if (!isKnown) store.log.append('archive.receipt_refused', { target, receipt, code, reason });
    if (accuses) store.raiseAlarm('archive.log_changed', subjectOf(target), { why: 'receipt', receipt, reason });
  });
}

/** All receipts of this one are for the station's log. */
export function receiptsFit(store: StationStore, target: string): void {
  store.clearAlarm('archive.log_changed', subjectOf(target));
}
