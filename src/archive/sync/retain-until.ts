/** Until when an object is locked at the archive: what is settled and nothing shortens, because a lock cannot be shortened either. Pure. */
import { addDays, endOfDay, localDay, type Instant } from '../../domain/time.js';
import { NEVER, type KeepUntil } from '../../policy/retention/period.js';

/** Archives take no date without end; whoever keeps footage longer renews the lock, as sync does with each new version. */
export const LONGEST_DAYS = 36_500;

/**
 * @param floor the last day that is settled; null where the period is not known yet
 * @param minimumDays how long it is locked then, counted from the day the clip was stored
 */
export function retainUntil(floor: KeepUntil | null, storedAt: Instant, minimumDays: number, zone: string): Instant {
  const stored = localDay(storedAt, zone);
  if (floor === null) return endOfDay(addDays(stored, minimumDays), zone);
  return endOfDay(floor === NEVER ? addDays(stored, LONGEST_DAYS) : floor, zone);
}
