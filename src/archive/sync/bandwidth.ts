/** A bandwidth cap as a bucket of bytes that fills at the rate allowed, and holds one second's worth. Pure. */
import type { EpochMs } from '../../domain/time.js';

export interface Bucket {
  /** Below nothing where more was taken than there was: it is paid back by waiting. */
  readonly bytes: number;
  readonly at: EpochMs;
}

export const fullBucket = (bytesPerSecond: number, now: EpochMs): Bucket => ({ bytes: bytesPerSecond, at: now });

/** @returns the bucket without these bytes, and how long to wait until they may go */
export function take(
  bucket: Bucket,
  bytesPerSecond: number,
  bytes: number,
  now: EpochMs,
): { readonly bucket: Bucket; readonly waitMs: number } {
  // A clock that was set back gives nothing and takes nothing.
  const passed = Math.max(0, now - bucket.at);
  const left = Math.min(bytesPerSecond, bucket.bytes + (passed / 1000) * bytesPerSecond) - bytes;
  return { bucket: { bytes: left, at: now }, waitMs: left >= 0 ? 0 : Math.ceil((-left / bytesPerSecond) * 1000) };
}
