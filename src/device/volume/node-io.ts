/**
 * `VolumeIo` on the real kernel. Names are looked up in place rather than through the thread pool, which for thousands
 * of small files costs several times the call itself: a visit has a process of its own, and may wait in it. Node has no `openat(2)`; `/proc/self/fd/<n>/<name>` is the same thing: the kernel goes
 * straight from the open directory to the name, whatever has since happened to the path that led there.
 */
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  read,
  readSync,
  readdirSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { errnoOf } from '../../domain/errors.js';
import type { IoHandle, VolumeIo } from './volume-io.js';

const { O_DIRECTORY, O_NOATIME, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
const DIRECTORY = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
// O_NONBLOCK: a FIFO put in a file's place must not hang the reader.
const FILE = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

const readCall = promisify(read);

/** Reads this short are not worth the way through the thread pool. */
const IN_PLACE_BYTES = 128 * 1024;

const at = (directory: IoHandle, name: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`/proc/self/fd/${String(directory.fd)}/`), name]);

/** O_NOATIME keeps a look from being a write; only a file's owner may ask for it. */
function openQuietly(path: string | Buffer, flags: number): IoHandle {
  try {
    return { fd: openSync(path, flags | O_NOATIME) };
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') throw error;
    return { fd: openSync(path, flags) };
  }
}

/** Runs a call in place; what it throws becomes the rejection that `VolumeIo` promises. */
const inPlace = <T>(call: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(call());
  });

/** The 12+20 bit split of Linux's `dev_t` (`gnu_dev_major`, `gnu_dev_minor`). */
function majorMinor(device: bigint): string {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n);
  const minor = (device & 0xffn) | ((device >> 12n) & 0xffffff00n);
  return `${String(major)}:${String(minor)}`;
}

export const nodeIo: VolumeIo = {
  openRoot: (path) => inPlace(() => openQuietly(path, DIRECTORY)),
  openDirectoryAt: (directory, name) => inPlace(() => openQuietly(at(directory, name), DIRECTORY)),
  openFileAt: (directory, name) => inPlace(() => openQuietly(at(directory, name), FILE)),
  statAt: (directory, name) => inPlace(() => lstatSync(at(directory, name), { bigint: true })),
  stat: (handle) => inPlace(() => fstatSync(handle.fd, { bigint: true })),
  statPath: (path) => inPlace(() => statSync(path, { bigint: true })),
  names: (directory) => inPlace(() => readdirSync(`/proc/self/fd/${String(directory.fd)}`, { encoding: 'buffer' })),
  read: async (handle, into, position) =>
    into.length <= IN_PLACE_BYTES
      ? readSync(handle.fd, into, 0, into.length, position)
      : (await readCall(handle.fd, into, 0, into.length, position)).bytesRead,
  space: (path) =>
    inPlace(() => {
      const s = statfsSync(path, { bigint: true });
      return { capacityBytes: s.blocks * s.bsize, freeBytes: s.bavail * s.bsize };
    }),
  hasBlockDevice: (device) =>
    inPlace(() => {
      try {
        accessSync(`/sys/dev/block/${majorMinor(device)}`);
        return true;
      } catch {
        return false;
      }
    }),
  pause: (ms) => sleep(ms),
  close: (handle) =>
    inPlace(() => {
      closeSync(handle.fd);
    }),
};
