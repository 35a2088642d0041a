/** Whether there is room for one more preview, and what has to go for it. Pure. */
import type { DiskSpace } from '../free-space.js';

const AUTO_SHARE = 0.1;

/** `auto` is a tenth of the disk. */
export const previewSpace = (configured: number | 'auto', diskBytes: number): number =>
  configured === 'auto' ? Math.floor(diskBytes * AUTO_SHARE) : configured;

export interface Room {
  /** The most that all previews together may take. */
  readonly capBytes: number;
  /** What they take now. */
  readonly keptBytes: number;
  readonly space: DiskSpace;
  /** Bytes that copies under way will still take: originals come first. */
  readonly promisedBytes: number;
}

/** Free space that nothing is made in, though ingest may use half of it: previews stop before ingest has to. */
const AHEAD = 2;

/** Bytes that have to go before `bytes` more fit; 0 where they fit as it is. */
export function shortBytes({ capBytes, keptBytes, space, promisedBytes }: Room, bytes: number): number {
  const overCap = keptBytes + bytes - capBytes;
  const overDisk = AHEAD * space.reserveBytes + promisedBytes + bytes - space.freeBytes;
  return Math.max(0, overCap, overDisk);
}
