/** An original that leaves the station as a file: from the disk, or from the archive it was cleared to. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ArchivedReader } from '../archive/clear/archived-reader.js';
import { BwcError } from '../domain/errors.js';
import type { StationStore } from '../store/station-store.js';
import { clipAtHand } from './previews.js';

/** @throws BwcError `bwc.store.not_found`, `bwc.disposal.done`, `bwc.store.original_altered`; ArchiveError */
export async function takeOriginal(
  store: StationStore,
  reader: ArchivedReader,
  id: string,
  by: string,
): Promise<Readable> {
  const { id: clipId, sha256, storedPath } = clipAtHand(store, id);
  const row = store.cleared.get(sha256);
  const bytes = row?.removedAt == null ? await fromDisk(store, clipId, storedPath) : await reader.readWhole(row);
  store.transaction(() =>
    store.log.append(
      'clip.original_taken',
      { sha256, from: row?.removedAt == null ? null : row.target, by },
      { clipId },
    ),
  );
  return bytes;
}

async function fromDisk({ paths }: StationStore, id: string, storedPath: string): Promise<Readable> {
  try {
    const file = await open(join(paths.root, storedPath), constants.O_RDONLY | constants.O_NOFOLLOW);
    return file.createReadStream();
  } catch (error) {
    throw new BwcError('bwc.store.original_altered', `the original of ${id} cannot be read`, { id }, { cause: error });
  }
}
