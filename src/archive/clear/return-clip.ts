/**
 * Brings a cleared original back to the station's disk: into staging, hashed on the way, read back, and only then given its
 * old name. Between the two last steps its row says that the file may be there or not; a crash there ends in either.
 */
import { link } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from '../../domain/errors.js';
import { toInstant, type Clock } from '../../domain/time.js';
import { fsyncDirectory, makeDirectoryDurable } from '../../store/durable.js';
import { BufferPool } from '../../store/reading/buffers.js';
import { readBack } from '../../store/reading/read-back.js';
import type { ClearedOriginal } from '../../store/repositories/cleared.js';
import type { StationStore } from '../../store/station-store.js';
import { ArchiveError } from '../errors.js';
import type { ArchivedReader } from './archived-reader.js';
import { fetchInto } from './fetch-into.js';

export interface Returning {
  readonly store: StationStore;
  readonly clock: Clock;
  readonly reader: ArchivedReader;
}

const FOLDER_MODE = 0o750;

/** @throws ArchiveError, and then it is still cleared */
export async function returnClip({ store, clock, reader }: Returning, row: ClearedOriginal, by: string): Promise<void> {
  const { path: part, release } = await fetchInto(reader, row, store.paths.incoming, '.part');
  try {
    const expected = store.originals.get(row.sha256)?.sm3 ?? null;
    const read = await readBack(part, expected !== null, new BufferPool());
    if (read.bytes !== row.bytes || read.sha256 !== row.sha256 || read.sm3 !== expected)
      throw new ArchiveError('bwc.archive.content', `the disk does not return what came for ${row.clipId}`, {
        key: row.key,
        expected: row.sha256,
        found: read.sha256,
      });
    const file = join(store.paths.root, row.storedPath);
    await makeDirectoryDurable(dirname(file), FOLDER_MODE);
    mark(store, row, null);
    await publish(part, file, row);
    store.transaction(() => {
      const at = toInstant(clock.now());
      const { sha256, storedPath, target, clipId } = row;
      const told = { how: 'fetched', sha256, storedPath, target, cleared: row.entry, why: null, by, at } as const;
      const entry = { ...told, readBack: read.method };
      store.cleared.returned(row.id, 'fetched', at, store.log.append('clip.local_again', entry, { clipId }).seq);
    });
  } finally {
    await release();
  }
}

const mark = (store: StationStore, row: ClearedOriginal, at: string | null): void => {
  store.transaction(() => {
    store.cleared.removed(row.id, at);
  });
};

async function publish(part: string, file: string, { sha256, clipId }: ClearedOriginal): Promise<void> {
  try {
    await link(part, file);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    // A crash of an earlier try left it; only its bytes say whether it did.
    const there = await readBack(file, false, new BufferPool());
    if (there.sha256 !== sha256)
      throw new ArchiveError('bwc.archive.conflict', `another file stands in the place of ${clipId}`, {
        expected: sha256,
        found: there.sha256,
      });
  }
  await fsyncDirectory(dirname(file));
}
