/** Sizes that no camera can mean: a damaged directory entry or a file made to fill the station's disk. Pure. */
export interface SizedFile {
  readonly bytes: number;
  readonly allocatedBytes: number | null;
}

/** A card's file system (FAT, exFAT) has no holes; a small one in a copy on ext4 does no harm. */
const HARMLESS_HOLE_BYTES = 2 ** 30;

/** @returns why the size cannot be, or null when it can */
export function impossibleSize({ bytes, allocatedBytes }: SizedFile, capacityBytes: number | null): string | null {
  if (capacityBytes !== null && bytes > capacityBytes) {
    return `the file claims ${String(bytes)} bytes, more than the whole medium holds (${String(capacityBytes)})`;
  }
  if (allocatedBytes !== null && bytes - allocatedBytes > HARMLESS_HOLE_BYTES) {
    return `the file claims ${String(bytes)} bytes, but only ${String(allocatedBytes)} are really there`;
  }
  return null;
}
