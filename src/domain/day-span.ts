/** Stretches of days that are told from today: kept under a name, they mean other days next month. Pure. */
import { addDays, addMonths, weekday, type CivilDay } from './time.js';

export const DAY_SPANS = [
  'today',
  'yesterday',
  'last7Days',
  'last30Days',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisYear',
] as const;
export type DaySpan = (typeof DAY_SPANS)[number];

/** Both days are in it. */
export interface Days {
  readonly from: CivilDay;
  readonly to: CivilDay;
}

/** Today is the last day of whatever is not over; weeks begin on Monday. */
export function daysOf(span: DaySpan, today: CivilDay): Days {
  const month = `${today.slice(0, 7)}-01`;
  const monday = addDays(today, 1 - weekday(today));
  const days: Readonly<Record<DaySpan, readonly [CivilDay, CivilDay]>> = {
    today: [today, today],
    yesterday: [addDays(today, -1), addDays(today, -1)],
    last7Days: [addDays(today, -6), today],
    last30Days: [addDays(today, -29), today],
    thisWeek: [monday, today],
    lastWeek: [addDays(monday, -7), addDays(monday, -1)],
    thisMonth: [month, today],
    lastMonth: [addMonths(month, -1), addDays(month, -1)],
    thisYear: [`${today.slice(0, 4)}-01-01`, today],
  };
  const [from, to] = days[span];
  return { from, to };
}
