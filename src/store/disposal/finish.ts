/**
 * The only place where originals are ever removed. What two people decided is on record, signed, before the first file
 * goes; each clip's files go together and its last entry follows. A crash in between leaves a tombstone that the next
 * start finishes. Looking up whether a file still has to go and removing it happen without a pause between them, so
 * that a clip that brings the same content again never loses it.
 */
import { closeSync, fsyncSync, lstatSync, openSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf, messageOf } from '../../domain/errors.js';
import { toInstant, type Clock } from '../../domain/time.js';
import type { DisposedClip, DisposedFile } from '../repositories/disposals.js';
import type { StationStore } from '../station-store.js';

/** @returns how many clips were finished */
export async function finishDisposals(store: StationStore, clock: Clock): Promise<number> {
  if (store.disposals.nextUnfinished('') === undefined) return 0;
  // A log rolled back to before the decision would show from here on.
  await store.signer.sign();
  let finished = 0;
  for (let clip = store.disposals.nextUnfinished(''); clip !== undefined;) {
    if (finishClip(store, clip, clock)) finished += 1;
    const { clipId } = clip;
    await new Promise((resolve) => setImmediate(resolve));
    clip = store.disposals.nextUnfinished(clipId);
  }
  await store.signer.sign();
  return finished;
}

function finishClip(store: StationStore, clip: DisposedClip, clock: Clock): boolean {
  const files = store.disposals.files(clip.clipId);
  try {
    const there = new Map(files.map((file) => [file.id, isToGo(file) && remove(store.paths.root, file)]));
    syncFolders(store.paths.root, files.filter(isToGo));
    store.transaction(() => {
      const at = toInstant(clock.now());
      for (const file of files) if (isToGo(file)) store.disposals.removed(file.id, at);
      const { seq } = store.log.append('clip.disposed', certificate(store, clip, files, there), {
        clipId: clip.clipId,
      });
      store.disposals.finish(clip.clipId, at, seq);
      store.previews.forget(clip.clipId);
    });
    store.clearAlarm('disposal.unfinished', clip.clipId);
    return true;
  } catch (error) {
    // What could not be removed stays to be removed, at the next disposal or the next start.
    const reason = errnoOf(error) ?? messageOf(error);
    store.raiseAlarm('disposal.unfinished', clip.clipId, { proposal: clip.proposalId, reason });
    return false;
  }
}

const isToGo = ({ fate, removedAt, returnedAt }: DisposedFile): boolean =>
  fate === 'removed' && removedAt === null && returnedAt === null;

/** @returns whether it was there */
function remove(root: string, { storedPath }: DisposedFile): boolean {
  const file = join(root, storedPath);
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return false;
  unlinkSync(file);
  return true;
}

function syncFolders(root: string, files: readonly DisposedFile[]): void {
  for (const folder of new Set(files.map(({ storedPath }) => dirname(join(root, storedPath))))) {
    // A folder that is not there holds nothing.
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) continue;
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}

function certificate(
  store: StationStore,
  clip: DisposedClip,
  files: readonly DisposedFile[],
  there: ReadonlyMap<number, boolean>,
) {
  const row = store.clips.get(clip.clipId);
  return {
    proposal: clip.proposalId,
    approvedEntry: clip.approvedSeq,
    sha256: row?.sha256 ?? null,
    sm3: row?.sm3 ?? null,
    bytes: row?.bytes ?? null,
    name: clip.name,
    sourcePath: row?.sourcePath ?? null,
    files: files.map(({ id, role, storedPath, sha256, bytes, fate, returnedAt }) => ({
      role,
      storedPath,
      sha256,
      bytes,
      fate: returnedAt === null ? fate : 'returned',
      /** False after a crash that came between the removal and this entry, and for what stayed. */
      removedNow: there.get(id) ?? false,
    })),
  };
}
