/** Everything an outsider needs to check one clip with sha256sum and openssl: entry, path through the tree, checkpoint, key. */
import { BwcError } from '../../domain/errors.js';
import { loadPublicKey } from './key.js';
import { nodeReader } from './log.js';
import { inclusionProof } from './merkle.js';
import type { Repositories } from '../station-store.js';
import type { DataPaths } from '../paths.js';

export interface ClipProof {
  readonly clip: string;
  readonly sha256: string;
  readonly storedPath: string;
  /** The custody entry that says the clip was stored: exactly the bytes that are hashed, base64. */
  readonly entryBase64: string;
  readonly index: number;
  readonly treeSize: number;
  /** The siblings from the entry up to the root, hex, each with the side it stands on. */
  readonly path: readonly { readonly side: 'left' | 'right'; readonly hash: string }[];
  readonly checkpoint: string;
  /** PEM. */
  readonly publicKey: string;
}

/** @throws BwcError `bwc.store.not_found` for an unknown clip or one that no checkpoint covers yet */
export function clipProof(store: Repositories & { readonly paths: DataPaths }, idOrSha256: string): ClipProof {
  const clip = store.clips.get(idOrSha256);
  if (clip === undefined)
    throw new BwcError('bwc.store.not_found', `there is no clip ${idOrSha256}`, { id: idOrSha256 });
  const [event] = store.custody.list({ clip: clip.id, kind: 'clip.stored', limit: 1, newestFirst: false });
  const entry = event === undefined ? undefined : store.custody.get(event.seq);
  const checkpoint = event === undefined ? undefined : store.custody.checkpointCovering(event.seq);
  if (entry === undefined || checkpoint === undefined) {
    throw new BwcError('bwc.store.not_found', `no signed checkpoint covers clip ${clip.id} yet`, { id: clip.id });
  }
  const siblings = inclusionProof(entry.seq, checkpoint.size, nodeReader(store.db));
  return {
    clip: clip.id,
    sha256: clip.sha256,
    storedPath: clip.storedPath,
    entryBase64: entry.bytes.toString('base64'),
    index: entry.seq,
    treeSize: checkpoint.size,
    path: siblings.map((hash, i) => ({
      side: sides(entry.seq, checkpoint.size)[i] ?? 'left',
      hash: hash.toString('hex'),
    })),
    checkpoint: checkpoint.note,
    publicKey: loadPublicKey(store.paths).export({ type: 'spki', format: 'pem' }) as string,
  };
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
