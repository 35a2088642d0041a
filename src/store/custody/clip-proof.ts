/** Everything an outsider needs to check one clip with sha256sum and openssl: entry, path through the tree, checkpoint, key. */
import { BwcError } from '../../domain/errors.js';
import type { Repositories } from '../station-store.js';
import type { DataPaths } from '../paths.js';
import { entryProofs, type EntryProof } from './entry-proof.js';
import { loadPublicKey } from './key.js';

/** Its entry is the one that says the clip was stored. */
export interface ClipProof extends EntryProof {
  readonly clip: string;
  readonly sha256: string;
  readonly storedPath: string;
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
  if (event === undefined)
    throw new BwcError('bwc.store.not_found', `no custody entry speaks of clip ${clip.id}`, { id: clip.id });
  const { entries, checkpoint } = entryProofs(store, [event.seq]);
  const [entry] = entries;
  if (entry === undefined) throw new Error('one entry has one proof');
  const { id, sha256, storedPath } = clip;
  return { clip: id, sha256, storedPath, ...entry, checkpoint, publicKey: publicKeyOf(store.paths) };
}

/** Every record tells it; a station has one key as long as it runs. */
const keys = new WeakMap<DataPaths, string>();

/** PEM. */
export function publicKeyOf(paths: DataPaths): string {
  const known = keys.get(paths);
  if (known !== undefined) return known;
  const key = loadPublicKey(paths).export({ type: 'spki', format: 'pem' }) as string;
  keys.set(paths, key);
  return key;
}
