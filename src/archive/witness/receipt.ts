/** A receipt: the station's checkpoint with the witness's cosignature under the station's own signature. One signed note. */
import type { Instant } from '../../domain/time.js';
import { keyId, openCheckpoint, splitNote, type Checkpoint } from '../../store/custody/checkpoint.js';
import { cosign, cosignedAt, type WitnessKey, type WitnessSigner } from './cosignature.js';
import type { KnownStation } from './judge.js';

export interface Receipt {
  readonly checkpoint: Checkpoint;
  readonly witness: string;
  /** When the witness signed, by its clock, to the second. */
  readonly at: Instant;
}

export type OpenedReceipt =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly reason: string };

/** @param note a checkpoint whose signature was checked; lines of others than the station are left out */
export function makeReceipt(note: string, station: KnownStation, witness: WitnessSigner, at: Instant): string {
  const split = splitNote(note);
  if (split === undefined) throw new RangeError('only a signed note gets a receipt');
  const id = keyId(station.origin, station.publicKey);
  const own = split.signatures.filter(({ name, blob }) => name === station.origin && blob.subarray(0, 4).equals(id));
  return `${split.text}\n${own.map(({ line }) => `${line}\n`).join('')}${cosign(split.text, witness, at)}\n`;
}

/** Checks both signatures: the station's, and the witness's over the same text. */
export function openReceipt(text: string, station: KnownStation, witness: WitnessKey): OpenedReceipt {
  const opened = openCheckpoint(text, station.publicKey);
  if (!opened.ok) return opened;
  const { checkpoint } = opened;
  if (checkpoint.origin !== station.origin)
    return { ok: false, reason: `it is a receipt for ${checkpoint.origin}, not for ${station.origin}` };
  const at = cosignedAt(text, witness);
  if (at === null) return { ok: false, reason: `no signature of the witness ${witness.name} fits the text` };
  return { ok: true, receipt: { checkpoint, witness: witness.name, at } };
}
