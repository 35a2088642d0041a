/**
 * What a station shows a witness, as C2SP tlog-witness writes it (`add-checkpoint`): the size it showed before, the
 * consistency proof from there, and the signed checkpoint. The same text is what the archive keeps of it.
 */
import { BwcError } from '../../domain/errors.js';
import { nodeReader } from '../../store/custody/log.js';
import { consistencyProof, type Hash } from '../../store/custody/merkle.js';
import type { Repositories } from '../../store/station-store.js';

export interface ShownCheckpoint {
  /** Entries that the checkpoint before this one covered; 0 for the first. */
  readonly oldSize: number;
  readonly proof: readonly Hash[];
  /** The signed checkpoint. */
  readonly note: string;
}

/** More would prove nothing about any tree that fits into 63 bits. */
const MAX_PROOF = 63;

export const formatShown = ({ oldSize, proof, note }: ShownCheckpoint): string =>
  `old ${String(oldSize)}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`;

/** @returns undefined where it has another shape */
export function parseShown(text: string): ShownCheckpoint | undefined {
  const cut = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(cut, 0)).split('\n');
  const [, size] = /^old (0|[1-9]\d*)$/.exec(first) ?? [];
  const oldSize = Number(size);
  if (cut < 0 || !Number.isSafeInteger(oldSize) || lines.length > MAX_PROOF) return undefined;
  if (!lines.every((line) => /^[A-Za-z0-9+/]{43}=$/.test(line))) return undefined;
  return { oldSize, proof: lines.map((line) => Buffer.from(line, 'base64')), note: text.slice(cut + 2) };
}

/**
 * The station's last checkpoint, with the proof that it goes on from the one the archive holds.
 * @param oldSize what the archive holds; 0 for nothing
 * @param upTo entries it may cover; without it, all
 * @throws BwcError `bwc.store.not_found` before the first checkpoint, `bwc.custody.regression` where the archive has seen
 *   more than the station has: its log was cut off, or an older copy of it was put back
 */
export function showCheckpoint(store: Repositories, oldSize: number, upTo?: number): ShownCheckpoint {
  const last = store.custody.lastCheckpoint(upTo);
  if (last === undefined) throw new BwcError('bwc.store.not_found', 'no checkpoint was signed yet', {});
  if (last.size < oldSize)
    throw new BwcError(
      'bwc.custody.regression',
      `the archive has seen a checkpoint over ${String(oldSize)} entries, the station's last covers ${String(last.size)}`,
      { entries: last.size, signed: oldSize },
    );
  return { oldSize, proof: consistencyProof(oldSize, last.size, nodeReader(store.db)), note: last.note };
}
