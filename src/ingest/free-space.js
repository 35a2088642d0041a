/** Stopping before the disk is full: the reserve is never used, so that the database can still say why. */
import { statfs } from 'node:fs/promises';
const AUTO_SHARE = 0.05;
const AUTO_MOST_BYTES = 2 * 2 ** 30;
/** `auto` is 5 % of the disk, at most 2 GiB. Pure. */
export const reserveBytes = (configured, diskBytes) =>
  configured === 'auto' ? Math.min(AUTO_MOST_BYTES, Math.floor(diskBytes * AUTO_SHARE)) : configured;
export async function diskSpace(dir, configured) {
  const s = await statfs(dir);
  const diskBytes = s.blocks * s.bsize;
  return { diskBytes, freeBytes: s.bavail * s.bsize, reserveBytes: reserveBytes(configured, diskBytes) };
}
/** Whether `bytes` more fit, given what copies under way will still take. Pure. */
export const fits = (space, promisedBytes, bytes) => space.freeBytes - promisedBytes - bytes >= space.reserveBytes;
