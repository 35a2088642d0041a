/** The receipt of a witness that reads an archive: remembered before it is given, and put there write-once. */
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time.js';
import { keyId, openCheckpoint } from '../../store/custody/checkpoint.js';
import { receiptKey } from '../document-keys.js';
import type { ObjectKey } from '../keys.js';
import type { ArchiveTarget } from '../target.js';
import type { WitnessSigner } from '../witness/cosignature.js';
import { makeReceipt, openReceipt } from '../witness/receipt.js';
import { parseShown } from '../witness/request.js';
import type { SignedMemory } from '../witness/signed-memory.js';
import type { WitnessedStation } from '../witness/witness.js';
import { readDocument } from './documents.js';
import type { ArchiveFinding } from './finding.js';

/** The witness of an archive that has no program of its own. */
export interface ArchiveWitness {
  readonly signer: WitnessSigner;
  readonly memory: SignedMemory;
}

export interface SignedReceipt {
  readonly key: ObjectKey;
  readonly size: number;
  readonly at: Instant;
  /** It was signed at an earlier audit: nothing came since. */
  readonly known: boolean;
}

export interface ToSign {
  readonly archiveId: string;
  readonly station: WitnessedStation;
  /** The proven checkpoint, as it was shown. */
  readonly shown: string;
  readonly witness: ArchiveWitness;
  readonly at: Instant;
  readonly signal: AbortSignal;
}

const MOST_BYTES = 64 * 1024;

/** @returns a finding where something else has the receipt's name @throws RangeError for a checkpoint that is none */
export async function signReceipt(
  target: ArchiveTarget,
  { archiveId, station, shown, witness: { signer, memory }, at, signal }: ToSign,
): Promise<SignedReceipt | ArchiveFinding> {
  const note = parseShown(shown)?.note ?? '';
  const opened = openCheckpoint(note, station.publicKey);
  if (!opened.ok) throw new RangeError('only a checkpoint that holds is signed');
  const { size, root } = opened.checkpoint;
  const key = receiptKey(station.id, size, keyId(signer.name, signer.publicKey, 'cosignature').toString('hex'));
  const there = await target.head(key);
  if (there !== null) {
    const before = openReceipt((await readDocument(target, there, MOST_BYTES)).toString('utf8'), station, signer);
    return before.ok
      ? { key, size, at: before.receipt.at, known: true }
      : { kind: 'receipt.signature', subject: key, detail: before.reason };
  }
  await memory.remember(archiveId, station.id, { size, root: root.toString('base64'), at });
  const data = Buffer.from(makeReceipt(note, station, signer, at), 'utf8');
  await target.put(
    key,
    { data, sha256: createHash('sha256').update(data).digest('hex') },
    {
      metadata: { station: station.id },
      signal,
      resume: null,
      keepNote: () => undefined,
      onProgress: () => undefined,
    },
  );
  return { key, size, at, known: false };
}
