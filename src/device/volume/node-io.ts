/**
 * `VolumeIo` on the real kernel. Node has no `openat(2)`; `/proc/self/fd/<n>/<name>` is the same thing: the kernel goes
 * straight from the open directory to the name, whatever has since happened to the path that led there.
 */
import { constants, type BigIntStats } from 'node:fs';
import { access, lstat, open, readdir, stat, statfs, type FileHandle } from 'node:fs/promises';
import { errnoOf } from '../../domain/errors.js';
import type { IoHandle, VolumeIo } from './volume-io.js';

const { O_DIRECTORY, O_NOATIME, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
const DIRECTORY = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
// O_NONBLOCK: a FIFO put in a file's place must not hang the reader.
const FILE = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

const asFile = (handle: IoHandle): FileHandle => handle as FileHandle;

const at = (directory: IoHandle, name: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`/proc/self/fd/${String(directory.fd)}/`), name]);

/** O_NOATIME keeps a look from being a write; only a file's owner may ask for it. */
async function openQuietly(path: string | Buffer, flags: number): Promise<IoHandle> {
  try {
    return await open(path, flags | O_NOATIME);
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') throw error;
    return open(path, flags);
  }
}

/** The 12+20 bit split of Linux's `dev_t` (`gnu_dev_major`, `gnu_dev_minor`). */
function majorMinor(device: bigint): string {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n);
  const minor = (device & 0xffn) | ((device >> 12n) & 0xffffff00n);
  return `${String(major)}:${String(minor)}`;
}

export const nodeIo: VolumeIo = {
  openRoot: (path) => openQuietly(path, DIRECTORY),
  openDirectoryAt: (directory, name) => openQuietly(at(directory, name), DIRECTORY),
  openFileAt: (directory, name) => openQuietly(at(directory, name), FILE),
  statAt: (directory, name) => lstat(at(directory, name), { bigint: true }),
  stat: (handle): Promise<BigIntStats> => asFile(handle).stat({ bigint: true }),
  statPath: (path) => stat(path, { bigint: true }),
  names: (directory) => readdir(`/proc/self/fd/${String(directory.fd)}`, { encoding: 'buffer' }),
  read: async (handle, into, position) => (await asFile(handle).read(into, 0, into.length, position)).bytesRead,
  space: async (path) => {
    const s = await statfs(path, { bigint: true });
    return { capacityBytes: s.blocks * s.bsize, freeBytes: s.bavail * s.bsize };
  },
  hasBlockDevice: async (device) => {
    try {
      await access(`/sys/dev/block/${majorMinor(device)}`);
      return true;
    } catch {
      return false;
    }
  },
  close: (handle) => asFile(handle).close(),
};
