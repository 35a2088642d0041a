/** Hashing a file that was just written, from the disk itself: a cached read would only prove what memory holds. */
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { errnoOf } from '../../domain/errors.js';
import { StoreError } from '../errors.js';
import type { BufferPool } from './buffers.js';
import { RunningDigests, type Digests } from './digests.js';
import { readAt } from './fd.js';

export interface ReadBackResult extends Digests {
  readonly bytes: number;
  /** `cached` where the file system has no O_DIRECT (some network mounts): recorded as what it is. */
  readonly method: 'direct' | 'cached';
}

/**
 * @param onChunk told the position after every chunk: a sign of life while a large file is read; the next chunk waits for it
 * @throws StoreError `bwc.store.original_altered` where something else than a file stands there; the system's error otherwise
 */
export async function readBack(
  path: string,
  withSm3: boolean,
  pool: BufferPool,
  onChunk: (position: number) => void | Promise<void> = () => undefined,
): Promise<ReadBackResult> {
  try {
    return await hashFile(path, constants.O_DIRECT, withSm3, pool, 'direct', onChunk);
  } catch (error) {
    if (errnoOf(error) !== 'EINVAL') throw error;
    return hashFile(path, 0, withSm3, pool, 'cached', onChunk);
  }
}

async function hashFile(
  path: string,
  flags: number,
  withSm3: boolean,
  pool: BufferPool,
  method: ReadBackResult['method'],
  onChunk: (position: number) => void | Promise<void>,
): Promise<ReadBackResult> {
  // O_NONBLOCK: a FIFO put in the file's place must not hang the reader.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | flags);
  try {
    if (!fstatSync(fd).isFile())
      throw new StoreError('bwc.store.original_altered', `${path} is no regular file`, { file: path });
    return await pool.lendTwo(async (first, second) => {
      const digests = RunningDigests.start(withSm3);
      let [current, other] = [first, second];
      let bytes = 0;
      let length = await readAt(fd, current, 0);
      while (length > 0) {
        // The next read is on its way while this chunk is hashed. A short chunk is the last one.
        const next = length < current.length ? Promise.resolve(0) : readAt(fd, other, bytes + length);
        digests.update(current.subarray(0, length));
        bytes += length;
        length = await next;
        // Only now, with nothing under way: it may throw, and the buffers and the descriptor must be idle then.
        await onChunk(bytes);
        [current, other] = [other, current];
      }
      return { ...digests.soFar(), bytes, method };
    });
  } finally {
    closeSync(fd);
  }
}
