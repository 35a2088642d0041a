/** One file of a volume, open for reading: reached part by part from the root, no symbolic link in any part. */
import { type SourcePath, sourcePathToBytes } from '../../domain/source-path.js';
import type { ClipSource } from '../camera.js';
import { DeviceError } from '../errors.js';
import { explainFailure } from './failure.js';
import { pathParts } from './path-bytes.js';
import { stampOf } from './stamp.js';
import type { FileStat, IoHandle, VolumeIo } from './volume-io.js';
import type { VolumeRoot } from './volume-root.js';

/**
 * @throws DeviceError `bwc.device.gone` (the medium), `bwc.device.changed` (the file vanished or is no regular file any
 * more), `bwc.device.read_error` (it is there and cannot be read), `bwc.device.refused` (no path a listing can hold).
 */
export async function openSource(io: VolumeIo, root: VolumeRoot, path: SourcePath): Promise<ClipSource> {
  const parts = pathParts(sourcePathToBytes(path));
  if (parts === undefined) throw new DeviceError('bwc.device.refused', `not a path on a camera: ${path.text}`);

  const explain = (error: unknown, position: number): Promise<DeviceError> =>
    explainFailure(root, error, path.text, position);

  let handle: IoHandle;
  let opened: FileStat;
  try {
    handle = await withFolder(io, root, parts, (folder, name) => io.openFileAt(folder, name));
  } catch (error) {
    throw await explain(error, 0);
  }
  try {
    opened = await io.stat(handle);
    if (!opened.isFile()) {
      throw new DeviceError('bwc.device.changed', `${path.text} is no longer a regular file`, { path: path.text });
    }
  } catch (error) {
    await io.close(handle);
    throw await explain(error, 0);
  }

  let closed = false;
  return {
    bytes: Number(opened.size),
    read: async (into, position) => {
      try {
        return await io.read(handle, into, position);
      } catch (error) {
        throw await explain(error, position);
      }
    },
    restat: async () => {
      try {
        // By path, not through the open handle: another file put in its place must not pass for this one.
        const now = await withFolder(io, root, parts, (folder, name) => io.statAt(folder, name));
        if (now.ino !== opened.ino || now.dev !== opened.dev) {
          throw new DeviceError('bwc.device.changed', `${path.text} was replaced`, { path: path.text });
        }
        return { bytes: Number(now.size), stamp: stampOf(now) };
      } catch (error) {
        throw await explain(error, 0);
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await io.close(handle);
    },
  };
}

/** Goes to the folder part by part and hands it to `work` with the last part. */
export async function withFolder<T>(
  io: VolumeIo,
  root: VolumeRoot,
  parts: readonly Buffer[],
  work: (folder: IoHandle, name: Buffer) => Promise<T>,
): Promise<T> {
  let folder = await root.open();
  try {
    for (const part of parts.slice(0, -1)) {
      const next = await io.openDirectoryAt(folder, part);
      const left = folder;
      folder = next;
      await io.close(left);
    }
    return await work(folder, parts.at(-1) ?? Buffer.alloc(0));
  } finally {
    await io.close(folder);
  }
}
