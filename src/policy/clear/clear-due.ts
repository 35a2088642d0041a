/** When the station clears its own disk: because it is fuller than it should be, or because something has been archived for long. Pure. */
import type { ClearReason } from '../../domain/clear.js';
import { addMs, type Instant } from '../../domain/time.js';

export interface ClearLimits {
  /** Clearing for room begins above this share of the disk and ends at or below the other. */
  readonly fullPercent: number;
  readonly untilPercent: number;
  /** What has been archived for longer goes whatever room there is; null for never. */
  readonly afterDays: number | null;
}

export interface DiskNow {
  readonly diskBytes: number;
  readonly freeBytes: number;
}

const DAY_MS = 86_400_000;

/** How many bytes have to go before the disk is as empty as it should be; none while it is not too full. */
export function bytesToClear({ fullPercent, untilPercent }: ClearLimits, { diskBytes, freeBytes }: DiskNow): number {
  const used = Math.max(0, diskBytes - freeBytes);
  if (diskBytes <= 0 || used * 100 <= diskBytes * fullPercent) return 0;
  return Math.ceil(used - (diskBytes * untilPercent) / 100);
}

/**
 * @param left of what has to go
 * @returns null where it stays
 */
export function clearReason(limits: ClearLimits, archivedAt: Instant, left: number, now: Instant): ClearReason | null {
  if (limits.afterDays !== null && addMs(archivedAt, limits.afterDays * DAY_MS) <= now) return 'age';
  return left > 0 ? 'space' : null;
}
