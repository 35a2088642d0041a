/** Everything an outsider needs to check one clip with sha256sum and openssl: entry, path through the tree, checkpoint, key. */
import { BwcError } from '../../domain/errors.js';
import { loadPublicKey } from './key.js';
import { nodeReader } from './log.js';
import { inclusionProof } from './merkle.js';
/** @throws BwcError `bwc.store.not_found` for an unknown clip or one that no checkpoint covers yet */
export function clipProof(store, idOrSha256) {
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
    publicKey: loadPublicKey(store.paths).export({ type: 'spki', format: 'pem' }),
  };
}
/** On which side each sibling of the path stands (RFC 9162 section 2.1.3.2). Pure. */
export function sides(index, size) {
  const out = [];
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
