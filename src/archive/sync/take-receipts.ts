/**
 * The receipts that whoever judges an archive has left in it: each is held against the station's own log and put on record.
 * One that is for another log says that this one was changed.
 */
import { hasCode, isBwcError } from '../../domain/errors.js';
import { keyId, openCheckpoint } from '../../store/custody/checkpoint.js';
import { loadPublicKey } from '../../store/custody/key.js';
import type { StationStore } from '../../store/station-store.js';
import { isOfOne, objectsOf, readDocument } from '../audit/documents.js';
import { receiptKey, receiptPrefix } from '../document-keys.js';
import { cosignedAt } from '../witness/cosignature.js';
import { mustFit, recordReceipt } from '../witness/record-receipt.js';
import { noteMisfit, receiptsFit, type Misfit } from '../witness/misfit.js';
import type { ArchivePlace, SyncContext } from './context.js';

const MOST_BYTES = 64 * 1024;

/** @throws what reading the archive throws */
export async function takeReceipts({ store }: Pick<SyncContext, 'store'>, place: ArchivePlace): Promise<void> {
  const { name, target, witnessKey: witness } = place;
  if (witness === null) return;
  const { stationId } = store.marker;
  const id = keyId(witness.name, witness.publicKey, 'cosignature').toString('hex');
  const last = store.receipts.latest(name);
  let misfits = last === undefined ? 0 : lastFits(store, name, last.note);
  const after = last === undefined ? null : receiptKey(stationId, last.size, id);
  for await (const object of objectsOf(target, receiptPrefix(stationId), after)) {
    if (!object.key.endsWith(`-${id}`)) continue;
    try {
      const text = (await readDocument(target, object, MOST_BYTES)).toString('utf8');
      const misfit = tried(name, object.key, () => recordReceipt(store, name, text, witness), {
        accuses: cosignedAt(text, witness) !== null,
      });
      if (misfit === null) continue;
      noteMisfit(store, misfit);
      if (misfit.accuses) misfits += 1;
    } catch (error) {
      if (!isOfOne(error)) throw error;
      noteMisfit(store, { target: name, receipt: object.key, code: error.code, reason: error.message, accuses: false });
    }
  }
  if (misfits === 0) receiptsFit(store, name);
}

/** @returns how many do not fit: none or one */
function lastFits(store: StationStore, name: string, note: string): number {
  const opened = openCheckpoint(note, loadPublicKey(store.paths));
  const misfit = opened.ok
    ? tried(name, 'on record', () => {
        mustFit(store, name, opened.checkpoint);
      })
    : null;
  if (misfit === null) return 0;
  noteMisfit(store, misfit);
  return 1;
}

/** @returns what does not fit; null where it does */
function tried(target: string, receipt: string, act: () => unknown, { accuses } = { accuses: true }): Misfit | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!isBwcError(error) || !hasCode(error, 'bwc.custody.regression', 'bwc.custody.key_mismatch')) throw error;
    return { target, receipt, code: error.code, reason: error.message, accuses };
  }
}
