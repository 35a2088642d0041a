/** Lengths of keeping, compared and laid on the calendar. */
import { addMonths, type CivilDay } from '../../domain/time.js';
import type { Period } from './rules.js';

/** The last day something must be kept, or `NEVER`: sorts as text, the days in order and never after all of them. */
export type KeepUntil = string;
export const NEVER: KeepUntil = 'never';

/** Months of a period with a number; null for 长期, 永久 and 同案卷. */
export function monthsOf(period: Period): number | null {
  if ('months' in period) return period.months;
  return 'years' in period ? period.years * 12 : null;
}

/**
 * Counted by the calendar from the day of the recording, which is not counted: kept through the same day so many months
 * later, or the last day of a shorter month.
 */
export const untilAfter = (day: CivilDay, months: number): CivilDay => addMonths(day, months);

/**
 * Whether `a` keeps footage at least as long as `b`, whatever the case: what an extension of a rulebook is held to.
 * As long as the case file can be compared with nothing but itself and what never ends.
 */
export function atLeastAsLong(a: Period, b: Period): boolean {
  if ('keep' in a && a.keep !== 'asCaseFile') return a.keep === 'permanent' || !('keep' in b) || b.keep !== 'permanent';
  if ('keep' in a || 'keep' in b) return 'keep' in a && 'keep' in b && a.keep === b.keep;
  return (monthsOf(a) ?? 0) >= (monthsOf(b) ?? 0);
}
