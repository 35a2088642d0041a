import { readAt } from '../../store/reading/fd.js';
/** Up to here every byte is compared. */
export const WHOLE_BYTES = 8 * 2 ** 20;
const WINDOWS = 64;
const WINDOW_BYTES = 64 * 1024;
/** The windows to compare in the first `bytes` bytes: always the first and the last of them. Pure. */
export function sampleWindows(bytes) {
  if (bytes <= WHOLE_BYTES) {
    const windows = [];
    for (let at = 0; at < bytes; at += WINDOW_BYTES) windows.push({ at, length: Math.min(WINDOW_BYTES, bytes - at) });
    return windows;
  }
  return Array.from({ length: WINDOWS }, (_, i) => ({
    at: Math.floor(((bytes - WINDOW_BYTES) * i) / (WINDOWS - 1)),
    length: WINDOW_BYTES,
  }));
}
/** Whether source and the open file `fd` agree in every window of their first `bytes` bytes. */
export function samplesAgree(source, fd, bytes, pool) {
  return pool.lendTwo(async (a, b) => {
    for (const { at, length } of sampleWindows(bytes)) {
      const left = await readExactly((into, position) => source.read(into, position), a, at, length);
      const right = await readExactly((into, position) => readAt(fd, into, position), b, at, length);
      if (left !== length || right !== length || !a.subarray(0, length).equals(b.subarray(0, length))) return false;
    }
    return true;
  });
}
async function readExactly(read, buffer, at, length) {
  let have = 0;
  while (have < length) {
    const n = await read(buffer.subarray(have, length), at + have);
    if (n === 0) break;
    have += n;
  }
  return have;
}
