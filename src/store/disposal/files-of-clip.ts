/** The files a clip's disposal is about: its original, its sidecars, and what was derived from it. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { NewDisposedFile } from '../repositories/disposals.js';
import type { StationStore } from '../station-store.js';

/** Of a clip that is disposed of: the sidecars that came since. What another clip on record needs stays. */
export function filesOfClip(store: StationStore, clipId: string): NewDisposedFile[] {
  const clip = store.clips.get(clipId);
  if (clip === undefined) return [];
  const files = new Map<string, NewDisposedFile>();
  const add = (role: NewDisposedFile['role'], sha256: string): void => {
    const original = store.originals.get(sha256);
    if (original === undefined || files.has(sha256)) return;
    const here = store.disposals.isNeededBeside(sha256, clipId) ? 'shared' : 'removed';
    const fate = store.cleared.get(sha256) === undefined ? here : 'cleared';
    files.set(sha256, { role, storedPath: original.storedPath, sha256, bytes: original.bytes, fate });
  };
  if (store.disposals.get(clipId) !== undefined) {
    for (const sha256 of store.disposals.late(clipId)) add('sidecar', sha256);
    return [...files.values()];
  }
  add('original', clip.sha256);
  for (const { sha256 } of store.clips.sidecarsOf(clipId)) add('sidecar', sha256);
  const derived = (role: 'thumbnail' | 'preview', storedPath: string): NewDisposedFile => ({
    ...{ role, storedPath, sha256: null, bytes: null, fate: 'removed' },
  });
  return [
    ...files.values(),
    ...(clip.thumbnail === null ? [] : [derived('thumbnail', clip.thumbnail)]),
    ...store.previews.files(clipId).map(({ storedPath }) => derived('preview', storedPath)),
  ];
}

/** What is wrong with a clip's original on the disk, at a glance; null where nothing is, or where it was disposed of or cleared. Its bytes are `bwc verify`'s. */
export function originalProblem(
  store: Pick<StationStore, 'clips' | 'disposals' | 'cleared' | 'paths'>,
  clipId: string,
): 'originalMissing' | 'originalAltered' | null {
  const clip = store.clips.get(clipId);
  if (clip === undefined) return 'originalMissing';
  if (store.disposals.get(clipId) !== undefined || store.cleared.get(clip.sha256)?.removedAt != null) return null;
  const found = lstatSync(join(store.paths.root, clip.storedPath), { throwIfNoEntry: false });
  if (found === undefined) return 'originalMissing';
  return found.isFile() && found.size === clip.bytes ? null : 'originalAltered';
}
