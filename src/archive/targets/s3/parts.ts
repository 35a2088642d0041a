/** How a content is cut for a multipart upload. Pure. */

const MIB = 2 ** 20;
/** Above it an upload is worth resuming; S3 wants parts of 5 MiB or more. */
const SMALLEST_PART = 8 * MIB;
const LARGEST_PART = 64 * MIB;
const MOST_PARTS = 10_000;
/** Parts under way at the same time lie in memory. */
const MEMORY_BYTES = 64 * MIB;
const MOST_AT_ONCE = 4;

export interface PartPlan {
  readonly partBytes: number;
  readonly atOnce: number;
}

export interface Part {
  /** From 1 on. */
  readonly number: number;
  readonly from: number;
  readonly bytes: number;
}

/** 10,000 parts of 64 MiB: 625 GiB, an order of magnitude above any clip. */
export const MOST_BYTES = MOST_PARTS * LARGEST_PART;

/** Null for a content that goes in one request. @throws RangeError above `MOST_BYTES` */
export function planParts(bytes: number): PartPlan | null {
  if (bytes > MOST_BYTES) throw new RangeError(`${String(bytes)} bytes are more than an upload can have`);
  if (bytes <= SMALLEST_PART) return null;
  const partBytes = Math.max(SMALLEST_PART, Math.ceil(bytes / MOST_PARTS / MIB) * MIB);
  return { partBytes, atOnce: Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(MEMORY_BYTES / partBytes))) };
}

export function* partsOf(bytes: number, partBytes: number): Generator<Part> {
  for (let from = 0, number = 1; from < bytes; from += partBytes, number += 1) {
    yield { number, from, bytes: Math.min(partBytes, bytes - from) };
  }
}
