/** Which of the waiting files a visit may copy in its turn. Pure. */
import { fits, type DiskSpace } from '../free-space.js';

/** Small files are granted by the hundred, so that the turns themselves cost nothing; 512 cost 16 MiB and saved no time. */
export const GRANT_FILES = 128;
const GRANT_BYTES = 64 * 2 ** 20;

export interface Grant<T> {
  readonly items: readonly T[];
  /** What copying them will take from the disk. */
  readonly bytes: number;
  /** Whether the first that was left out was left out for want of room. */
  readonly full: boolean;
}

/**
 * At least one file, and more up to 64 MiB, as far as they fit beside what other copies under way were promised.
 * @param need bytes a file will take; 0 for one that is most likely on the station already
 */
export function chooseGrant<T extends { readonly bytes: number }>(
  waiting: readonly T[],
  space: DiskSpace,
  promisedBytes: number,
  need: (file: T) => number,
): Grant<T> {
  const items: T[] = [];
  let bytes = 0;
  for (const file of waiting) {
    if (items.length > 0 && bytes + file.bytes > GRANT_BYTES) break;
    // A size nobody can mean is refused by the child; it must not make the disk look full.
    const needed = file.bytes > space.diskBytes ? 0 : need(file);
    if (needed > 0 && !fits(space, promisedBytes + bytes, needed)) return { items, bytes, full: true };
    items.push(file);
    bytes += needed;
  }
  return { items, bytes, full: false };
}
