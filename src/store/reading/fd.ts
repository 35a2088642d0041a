/**
 * File descriptors without `FileHandle`: looking up, opening and closing are done in place, because for thousands of
 * small files the way through the thread pool costs more than the call; moving bytes and syncing go through the pool.
 */
import { fsync, read, write, writeSync } from 'node:fs';
import { promisify } from 'node:util';

const readCall = promisify(read);
const writeCall = promisify(write);

/** One positional read; may return fewer bytes than fit, 0 at the end. */
export const readAt = async (fd: number, into: Uint8Array, position: number): Promise<number> =>
  (await readCall(fd, into, 0, into.byteLength, position)).bytesRead;

/** Up to so many bytes a copy to or from the page cache is done sooner than the thread pool is asked. */
export const IN_PLACE_BYTES = 128 * 1024;

/** One positional write; may take fewer bytes than it was given. */
export const writeAt = async (fd: number, bytes: Uint8Array, position: number): Promise<number> =>
  bytes.byteLength <= IN_PLACE_BYTES
    ? writeSync(fd, bytes, 0, bytes.byteLength, position)
    : (await writeCall(fd, bytes, 0, bytes.byteLength, position)).bytesWritten;

export const syncFd: (fd: number) => Promise<void> = promisify(fsync);
