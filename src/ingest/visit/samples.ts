/**
 * Comparing a file on the camera with bytes the station already has, without reading all of it: whole for small ones,
 * 64 windows spread over large ones. Only ever used on top of an equal medium, path, size and stamp.
 */
import type { ClipSource } from '../../device/camera.js';
import type { BufferPool } from '../../store/reading/buffers.js';
import { readAt } from '../../store/reading/fd.js';

/** Up to here every byte is compared. */
export const WHOLE_BYTES = 8 * 2 ** 20;
const WINDOWS = 64;
const WINDOW_BYTES = 64 * 1024;

export interface Window {
  readonly at: number;
  readonly length: number;
}

/** The windows to compare in the first `bytes` bytes: always the first and the last of them. Pure. */
export function sampleWindows(bytes: number): Window[] {
  if (bytes <= WHOLE_BYTES) {
    const windows: Window[] = [];
    for (let at = 0; at < bytes; at += WINDOW_BYTES) windows.push({ at, length: Math.min(WINDOW_BYTES, bytes - at) });
    return windows;
  }
  return Array.from({ length: WINDOWS }, (_, i) => ({
    at: Math.floor(((bytes - WINDOW_BYTES) * i) / (WINDOWS - 1)),
    length: WINDOW_BYTES,
  }));
}

/** Whether source and the open file `fd` agree in every window of their first `bytes` bytes. */
export function samplesAgree(source: ClipSource, fd: number, bytes: number, pool: BufferPool): Promise<boolean> {
  return pool.lendTwo(async (a, b) => {
    for (const { at, length } of sampleWindows(bytes)) {
      const left = await readExactly((into, position) => source.read(into, position), a, at, length);
      const right = await readExactly((into, position) => readAt(fd, into, position), b, at, length);
      if (left !== length || right !== length || !a.subarray(0, length).equals(b.subarray(0, length))) return false;
    }
    return true;
  });
}

async function readExactly(
  read: (into: Buffer, position: number) => Promise<number>,
  buffer: Buffer,
  at: number,
  length: number,
): Promise<number> {
  let have = 0;
  while (have < length) {
    const n = await read(buffer.subarray(have, length), at + have);
    if (n === 0) break;
    have += n;
  }
  return have;
}
