/** What a station judges by: one rulebook, and the working days as far as they are known. */
import { addWorkingDays, workingCalendar, type WorkingCalendar } from './calendar/working-days.js';
import { shippedYears } from './calendar/load.js';
import type { LocalCalendar } from './calendar/schema.js';
import type { CalendarContext } from './deadlines/limit.js';
import type { Rulebook } from './rulebook/schema.js';

export interface RulesInForce {
  readonly rulebook: Rulebook;
  readonly calendar: CalendarContext;
  /** Day by day, for reports and for the reminder that a year's notice is missing. */
  readonly workingDays: WorkingCalendar;
}

/**
 * @param zone in which days begin and end
 * @param local the bureau's own days
 */
export function workingDaysOf(zone: string, local?: LocalCalendar): Omit<RulesInForce, 'rulebook'> {
  const workingDays = workingCalendar(shippedYears(), local);
  return {
    workingDays,
    calendar: { zone, workingDays: (start, count) => addWorkingDays(workingDays, start, count) },
  };
}
