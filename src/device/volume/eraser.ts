/**
 * The one way to remove a file from a volume. Kept apart from `VolumeIo`, which has no call that writes: whoever was not
 * given this cannot erase.
 */
import { closeSync, constants, fsyncSync, openSync, unlinkSync } from 'node:fs';
import type { IoHandle } from './volume-io.js';

export interface VolumeEraser {
  /** As `unlinkat`: the name is looked up in the open directory. Rejects with the system's error. */
  unlinkAt(directory: IoHandle, name: Buffer): Promise<void>;
  /** Makes what was changed in the directory durable. */
  sync(directory: IoHandle): Promise<void>;
}

const inPlace = (call: () => void): Promise<void> =>
  new Promise((resolve) => {
    call();
    resolve();
  });

const placeOf = (directory: IoHandle): string => `/proc/self/fd/${String(directory.fd)}`;

export const nodeEraser: VolumeEraser = {
  unlinkAt: (directory, name) =>
    inPlace(() => {
      unlinkSync(Buffer.concat([Buffer.from(`${placeOf(directory)}/`), name]));
    }),
  sync: (directory) =>
    inPlace(() => {
      const fd = openSync(`${placeOf(directory)}/.`, constants.O_RDONLY | constants.O_DIRECTORY);
      try {
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    }),
};
