/** Puts a receipt on record at the station: with its custody entry, and only where it fits the station's own log. */
import { BwcError } from '../../domain/errors.js';
import type { Checkpoint } from '../../store/custody/checkpoint.js';
import { loadPublicKey } from '../../store/custody/key.js';
import { rootOf } from '../../store/custody/merkle.js';
import { originOf, type StationStore } from '../../store/station-store.js';
import type { WitnessKey } from './cosignature.js';
import { openReceipt, type Receipt } from './receipt.js';

/**
 * A receipt that is on record already is not put there twice.
 * @param target name of the archive that gave it
 * @param witness the key it is known to sign with
 * @throws BwcError `bwc.custody.key_mismatch` where a signature does not hold; `bwc.custody.regression` where the station's
 *   log is not the one the archive signed for
 */
export function recordReceipt(store: StationStore, target: string, text: string, witness: WitnessKey): Receipt {
  const station = { origin: originOf(store.marker), publicKey: loadPublicKey(store.paths) };
  const opened = openReceipt(text, station, witness);
  if (!opened.ok)
    throw new BwcError('bwc.custody.key_mismatch', `the receipt of ${target}: ${opened.reason}`, { file: target });
  const { receipt } = opened;
  const { size } = receipt.checkpoint;
  store.transaction(() => {
    mustFit(store, target, receipt.checkpoint);
    const last = store.receipts.latest(target);
    if (last?.note === text) return;
    const about = { target, witness: receipt.witness, size, at: receipt.at, note: text };
    const { seq } = store.log.append('archive.receipt', about);
    store.receipts.add({ ...about, entry: seq });
  });
  return receipt;
}

/** @throws BwcError `bwc.custody.regression` where the station's log does not begin with what was signed for */
export function mustFit(store: StationStore, target: string, { size, root }: Checkpoint): void {
  const head = store.log.head();
  if (size <= head.size && rootOf(size, store.log.node).equals(root)) return;
  throw new BwcError(
    'bwc.custody.regression',
    `${target} signed for ${String(size)} entries that are not the first of this log of ${String(head.size)}`,
    { entries: head.size, signed: size },
  );
}
