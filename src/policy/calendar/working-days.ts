/**
 * Working days with make-up days. Past the last year a notice is known for, nothing is guessed: whether a day is worked
 * is then unknown, and a count takes every such day for a working day, so that its end is the earliest possible.
 */
import { addDays, weekday, type CivilDay } from '../../domain/time.js';
import type { LocalCalendar, YearFile } from './schema.js';

export interface DayFact {
  /** Null where no notice is known for the year. */
  readonly working: boolean | null;
  /** `holiday`, `makeUpDay`: by the notice; `local`: by the bureau's own file. */
  readonly why: 'weekday' | 'weekend' | 'holiday' | 'makeUpDay' | 'local' | 'unknown';
  /** Name of the holiday, or the bureau's reason. */
  readonly name: string | null;
}

export interface WorkingCalendar {
  of(day: CivilDay): DayFact;
  readonly years: readonly number[];
  /** Every day that a notice or the bureau speaks of. */
  readonly decreed: ReadonlyMap<CivilDay, DayFact>;
  /** The last day of the last year known without a gap before it; null where none is known. */
  readonly knownThrough: CivilDay | null;
}

/** @param local wins over the years that came with this version, day by day and year by year */
export function workingCalendar(shipped: readonly YearFile[], local?: LocalCalendar): WorkingCalendar {
  const years = new Map([...shipped, ...(local?.years ?? [])].map((y) => [y.year, y]));
  const facts = new Map<CivilDay, DayFact>();
  for (const { holidays, makeUpDays } of years.values()) {
    for (const { name, from, to } of holidays) {
      for (let d = from; d <= to; d = addDays(d, 1)) facts.set(d, { working: false, why: 'holiday', name });
    }
    for (const d of makeUpDays) facts.set(d, { working: true, why: 'makeUpDay', name: null });
  }
  for (const { day, working, why } of local?.days ?? []) facts.set(day, { working, why: 'local', name: why });
  return {
    years: [...years.keys()].sort((a, b) => a - b),
    decreed: facts,
    knownThrough: lastKnown(years),
    of(day) {
      const fact = facts.get(day);
      if (fact !== undefined) return fact;
      if (!years.has(Number(day.slice(0, 4)))) return { working: null, why: 'unknown', name: null };
      return weekday(day) > 5
        ? { working: false, why: 'weekend', name: null }
        : { working: true, why: 'weekday', name: null };
    },
  };
}

function lastKnown(years: ReadonlyMap<number, YearFile>): CivilDay | null {
  if (years.size === 0) return null;
  let year = Math.min(...years.keys());
  while (years.has(year + 1)) year += 1;
  return `${String(year)}-12-31`;
}

export interface CountedDays {
  /** The last day of the limit; it ends at its 24:00. */
  readonly day: CivilDay;
  /** A day was counted of which nobody knows yet whether it is worked: the true end is this day or a later one. */
  readonly provisional: boolean;
  /** Days that did not count, in order. */
  readonly skipped: readonly { readonly day: CivilDay; readonly why: DayFact['why']; readonly name: string | null }[];
}

/**
 * The day a limit of so many working days ends. The day it starts from is not counted.
 * @param count at least 1
 */
export function addWorkingDays(calendar: WorkingCalendar, start: CivilDay, count: number): CountedDays {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`not a number of working days: ${String(count)}`);
  const skipped: { day: CivilDay; why: DayFact['why']; name: string | null }[] = [];
  let provisional = false;
  let day = start;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    const { working, why, name } = calendar.of(day);
    if (working === false) {
      skipped.push({ day, why, name });
    } else {
      left -= 1;
      provisional ||= working === null;
    }
  }
  return { day, provisional, skipped };
}

/**
 * The year whose notice is missing and should be there: the running one at any time, the coming one from December on
 * (the notice comes out early in November). Null where nothing is missing.
 */
export function missingYear(calendar: WorkingCalendar, today: CivilDay): number | null {
  const year = Number(today.slice(0, 4));
  if (!calendar.years.includes(year)) return year;
  return today.slice(5, 7) === '12' && !calendar.years.includes(year + 1) ? year + 1 : null;
}
