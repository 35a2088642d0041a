/** What every way of erasing has in common: reading the file once more, and the two answers that are no success. */
import { createHash } from 'node:crypto';
import type { ClipSource, EraseProgress, ListedFile } from './camera.js';
import { DeviceError } from './errors.js';

const BLOCK_BYTES = 2 ** 20;

/** Of all its bytes, from the camera. */
export async function sha256Of(source: ClipSource, onProgress?: EraseProgress): Promise<string> {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  for (let at = 0; ;) {
    const n = await source.read(block, at);
    if (n === 0) return hash.digest('hex');
    hash.update(block.subarray(0, n));
    at += n;
    onProgress?.(at);
  }
}

/** Nothing was erased. */
export const refused = (file: ListedFile, why: string, cause?: unknown): DeviceError =>
  new DeviceError(
    'bwc.device.erase_refused',
    `${file.path.text} is not erased: ${why}`,
    { path: file.path.text },
    { cause },
  );

/** It was asked for, and the outcome that was wanted does not show. */
export const unconfirmed = (file: ListedFile, why: string, cause?: unknown): DeviceError =>
  new DeviceError(
    'bwc.device.erase_unconfirmed',
    `after erasing ${file.path.text}: ${why}`,
    { path: file.path.text },
    { cause },
  );
