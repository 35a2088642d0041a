/** When a limit ends. Pure calendar arithmetic in the station's zone; the host's zone plays no part. */
import type { CivilDay, Instant } from '../../domain/time.js';
import { daysOf } from './days.js';
import type { Limit } from './rules.js';

/** What the calendar of working days answers: the day so many working days after a day that is not counted. */
export interface WorkingDay {
  readonly day: CivilDay;
  /** The calendar does not reach so far: the true day may be later, never earlier. */
  readonly provisional: boolean;
}

export interface CalendarContext {
  /** IANA zone in which days begin and end. */
  readonly zone: string;
  readonly workingDays: (startExcluded: CivilDay, count: number) => WorkingDay;
}

export interface LimitEnd {
  readonly due: Instant;
  readonly provisional: boolean;
}

/** The end is the last instant at which the duty is still met: 24:00 for days, to the millisecond for hours. */
export function limitEnd(limit: Limit, start: Instant, calendar: CalendarContext): LimitEnd {
  const days = daysOf(calendar);
  if ('hours' in limit) return { due: days.hoursAfter(start, limit.hours), provisional: false };
  const day = days.dayOf(start);
  if ('endOfDay' in limit) return { due: days.endOf(day), provisional: false };
  if ('days' in limit) return { due: days.endOf(days.after(day, limit.days)), provisional: false };
  const end = days.working(day, limit.workingDays);
  return { due: days.endOf(end.day), provisional: end.provisional };
}

/**
 * Whether limit `a` can never end later than `b` from the same start, on any calendar and in any zone of whole days.
 * Working days are at least as long as calendar days and have no upper bound.
 */
export function neverLaterThan(a: Limit, b: Limit): boolean {
  if ('hours' in a) {
    if ('hours' in b) return a.hours <= b.hours;
    return 'endOfDay' in b ? false : a.hours <= 24 * ('days' in b ? b.days : b.workingDays);
  }
  if ('endOfDay' in a) return !('hours' in b) || b.hours >= 24;
  if ('days' in a) {
    if ('hours' in b) return (a.days + 1) * 24 <= b.hours;
    if ('endOfDay' in b) return false;
    return a.days <= ('days' in b ? b.days : b.workingDays);
  }
  return 'workingDays' in b && a.workingDays <= b.workingDays;
}
