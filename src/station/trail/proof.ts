/** The signed root over the entries, with the way to it, and how anybody checks all of it. Pure. */
import type { ClipView } from '../../domain/clip.js';
import type { EntryProofs } from '../../store/custody/entry-proof.js';
import type { Block } from '../../print/document.js';
import { code, heading, text, type TrailWords } from './words.js';

export interface TrailProof extends EntryProofs {
  /** PEM. */
  readonly publicKey: string;
}

/** @param proof null where no checkpoint covers the entries yet */
export function* signature({ t }: TrailWords, proof: TrailProof | null): Generator<Block> {
  yield heading(t('trail.proof'));
  if (proof === null) {
    yield text(t('trail.proof.none'));
    return;
  }
  yield text(t('trail.proof.intro', { size: proof.entries[0]?.treeSize ?? 0 }));
  yield text(t('trail.proof.checkpoint'));
  yield code(proof.checkpoint);
  yield text(t('trail.proof.key'));
  yield code(proof.publicKey);
  for (const { index, path, entryBase64 } of proof.entries) {
    yield text(t('trail.proof.entry', { n: index }));
    yield code(entryBase64);
    yield text(t('trail.proof.path', { n: index }));
    yield code(path.map(({ side, hash }) => `${side} ${Buffer.from(hash, 'hex').toString('base64')}`).join('\n'));
  }
}

export function* howToCheck({ t }: TrailWords, { id, sha256, storedPath }: ClipView): Generator<Block> {
  yield heading(t('trail.check'));
  yield text(t('trail.check.original'));
  yield code(`echo '${sha256}  ${storedPath}' | sha256sum -c`);
  yield text(t('trail.check.proof'));
  yield code(`bwc show ${id} --proof ./proof`);
  yield text(t('trail.check.leaf'));
  yield code(`{ printf '\\000'; cat proof/entry.json; } | sha256sum`);
  yield text(t('trail.check.all'));
  yield code('bwc verify');
  yield text(t('trail.check.key'));
}
