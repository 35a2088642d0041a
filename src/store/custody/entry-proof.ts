/** One custody entry with the path from it to a signed root: what an outsider checks with openssl. */
import { BwcError } from '../../domain/errors.js';
import type { Repositories } from '../station-store.js';
import { nodeReader } from './log.js';
import { inclusionProof } from './merkle.js';

export interface EntryProof {
  /** Exactly the bytes that are hashed, base64. */
  readonly entryBase64: string;
  readonly index: number;
  readonly treeSize: number;
  /** The siblings from the entry up to the root, hex, each with the side it stands on. */
  readonly path: readonly { readonly side: 'left' | 'right'; readonly hash: string }[];
}

export interface EntryProofs {
  readonly entries: readonly EntryProof[];
  /** One signed root over all of them. */
  readonly checkpoint: string;
  /** How many entries are under it. */
  readonly size: number;
}

/**
 * @param root how many entries the signed root covers; without it, the first one that covers all of these
 * @throws BwcError `bwc.store.not_found` for an entry that is not there, or that no checkpoint covers yet
 */
export function entryProofs(store: Repositories, seqs: readonly number[], root?: number): EntryProofs {
  const last = root === undefined ? Math.max(...seqs) : root - 1;
  const checkpoint = store.custody.checkpointCovering(last);
  if (checkpoint === undefined)
    throw new BwcError('bwc.store.not_found', `no signed checkpoint covers entry ${String(last)} yet`, { entry: last });
  const node = nodeReader(store.db);
  const entries = seqs.map((seq): EntryProof => {
    const entry = store.custody.get(seq);
    if (entry === undefined)
      throw new BwcError('bwc.store.not_found', `there is no entry ${String(seq)}`, { entry: seq });
    const side = sides(seq, checkpoint.size);
    return {
      entryBase64: entry.bytes.toString('base64'),
      index: seq,
      treeSize: checkpoint.size,
      path: inclusionProof(seq, checkpoint.size, node).map((hash, i) => ({
        side: side[i] ?? 'left',
        hash: hash.toString('hex'),
      })),
    };
  });
  return { entries, checkpoint: checkpoint.note, size: checkpoint.size };
}

/** On which side each sibling of the path stands (RFC 9162 section 2.1.3.2). Pure. */
export function sides(index: number, size: number): ('left' | 'right')[] {
  const out: ('left' | 'right')[] = [];
  let fn = index;
  let sn = size - 1;
  while (sn > 0) {
    if (fn % 2 === 1 || fn === sn) {
      out.push('left');
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      out.push('right');
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return out;
}
