/** One file of a camera by its path, read whole into memory: for indexes and the like, which a driver reads for itself. */
import { hasCode } from '../domain/errors.js';
import { sourcePathFromText } from '../domain/source-path.js';
import type { Camera, ListedFile } from './camera.js';
import { DeviceError } from './errors.js';

/**
 * @param path relative to the camera's root, exactly as the camera writes it
 * @param mostBytes what such a file can have at most
 * @returns its bytes, or null where there is no such file
 * @throws DeviceError `bwc.device.gone`; `bwc.device.read_error` where it cannot be read or is larger than `mostBytes`
 */
export async function readCameraFile(
  camera: Pick<Camera, 'open'>,
  path: string,
  mostBytes: number,
): Promise<Buffer | null> {
  const source = await camera.open(unlisted(path)).catch((error: unknown) => {
    // What a path without a file answers.
    if (hasCode(error, 'bwc.device.changed')) return null;
    throw error;
  });
  if (source === null) return null;
  try {
    if (source.bytes > mostBytes) {
      const message = `${path} has ${String(source.bytes)} bytes; more than ${String(mostBytes)} are not read`;
      throw new DeviceError('bwc.device.read_error', message, { path, bytes: source.bytes });
    }
    const whole = Buffer.alloc(source.bytes);
    let at = 0;
    // One read may bring less than was asked for.
    for (let got = 1; got > 0 && at < whole.length; at += got) got = await source.read(whole.subarray(at), at);
    return whole.subarray(0, at);
  } finally {
    await source.close();
  }
}

/** All that `open` looks at is the path. */
const unlisted = (path: string): ListedFile => ({
  index: 0,
  path: sourcePathFromText(path),
  bytes: 0,
  allocatedBytes: null,
  stamp: '',
  modified: null,
  class: { as: 'ignored', reason: 'read by the driver' },
  locked: null,
  nameFacts: null,
});
