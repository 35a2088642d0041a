/**
 * The file of an original that is on record as cleared goes, or the record says that it stays. After a crash the archive is
 * asked anew before anything is removed; a file that is gone already is only said to be.
 */
import { closeSync, fsyncSync, lstatSync, openSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toInstant } from '../../domain/time.js';
import type { ClearedOriginal } from '../../store/repositories/cleared.js';
import type { Clearing } from './clearing.js';
import { askArchives, tell } from './ask-archives.js';

/**
 * Judged and removed without a pause in between, so that a hold that was placed a moment ago keeps the file.
 * @returns false where it stays: then it is on record as the station's own again
 */
export function removeCleared({ store, clock, judge }: Clearing, row: ClearedOriginal): boolean {
  const file = join(store.paths.root, row.storedPath);
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) {
    const bars = judge(row.clipId);
    if (bars.length > 0) {
      stays(store, clock, row, bars.join(', '));
      return false;
    }
    unlinkSync(file);
  }
  syncFolder(dirname(file));
  store.transaction(() => {
    store.cleared.removed(row.id, toInstant(clock.now()));
  });
  return true;
}

/** What a crash left between the record and the file. @throws ArchiveError where no archive answers: it is tried again */
export async function finishClear(clearing: Clearing, row: ClearedOriginal, signal: AbortSignal): Promise<void> {
  const { store, clock } = clearing;
  const isThere = lstatSync(join(store.paths.root, row.storedPath), { throwIfNoEntry: false }) !== undefined;
  if (!isThere || store.disposals.get(row.clipId) !== undefined) {
    removeUnasked(clearing, row);
    return;
  }
  const bars = clearing.judge(row.clipId);
  const asked = bars.length > 0 ? null : await askArchives(clearing, row.clipId, signal);
  if (asked === null) {
    stays(store, clock, row, bars.length > 0 ? bars.join(', ') : 'no archive is proven to have it');
  } else if (!asked.answer.ok) {
    stays(store, clock, row, asked.answer.detail);
    tell(clearing, row.clipId, asked.copy, asked.answer);
  } else removeCleared(clearing, row);
}

/** Gone before, or disposed of by two people since: there is nothing left to be judged. */
function removeUnasked(clearing: Clearing, row: ClearedOriginal): void {
  removeCleared({ ...clearing, judge: () => [] }, row);
}

function stays(store: Clearing['store'], clock: Clearing['clock'], row: ClearedOriginal, why: string): void {
  store.transaction(() => {
    const at = toInstant(clock.now());
    const { sha256, storedPath, target, clipId } = row;
    const told = { how: 'kept', sha256, storedPath, target, cleared: row.entry, why, by: row.by, at } as const;
    store.cleared.returned(row.id, 'kept', at, store.log.append('clip.local_again', told, { clipId }).seq);
  });
}

function syncFolder(folder: string): void {
  // A folder that is not there holds nothing.
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
