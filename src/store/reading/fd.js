/**
 * File descriptors without `FileHandle`: looking up, opening and closing are done in place, because for thousands of
 * small files the way through the thread pool costs more than the call; moving bytes and syncing go through the pool.
 */
import { fsync, open, read, write } from 'node:fs';
import { promisify } from 'node:util';
const readCall = promisify(read);
const writeCall = promisify(write);
/** One positional read; may return fewer bytes than fit, 0 at the end. */
export const readAt = async (fd, into, position) => (await readCall(fd, into, 0, into.byteLength, position)).bytesRead;
/** One positional write; may take fewer bytes than it was given. */
export const writeAt = async (fd, bytes, position) =>
  (await writeCall(fd, bytes, 0, bytes.byteLength, position)).bytesWritten;
/** Creating a file may wait for the file system's journal, so it goes through the pool too. */
export const createFd = promisify(open);
export const syncFd = promisify(fsync);
