/**
 * Calendar arithmetic that is remembered: a hundred thousand deadlines fall on a few hundred days, and asking a time
 * zone for each of them costs more than everything else. Answers are those of `domain/time.ts`, asked once.
 */
import {
  addDays,
  addMs,
  endOfDay,
  fromInstant,
  localDay,
  toInstant,
  type CivilDay,
  type Instant,
} from '../../domain/time.js';
import type { CalendarContext, WorkingDay } from './limit.js';

export interface Days {
  dayOf(instant: Instant): CivilDay;
  endOf(day: CivilDay): Instant;
  after(day: CivilDay, days: number): CivilDay;
  working(startExcluded: CivilDay, count: number): WorkingDay;
  /** So many hours of elapsed time later. */
  hoursAfter(instant: Instant, hours: number): Instant;
}

/** Offsets of time zones are whole quarters of an hour, and so is every midnight. */
const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const DAY_LENGTH = '2026-03-01'.length;
/** Before this some zones still had offsets of minutes and seconds. */
const SINCE = fromInstant('1980-01-01T00:00:00.000Z');
/** More different answers than a year of quarters of an hour are not kept. */
const MOST = 40_000;

const known = new WeakMap<CalendarContext, Days>();

export function daysOf(calendar: CalendarContext): Days {
  const found = known.get(calendar);
  if (found !== undefined) return found;
  const { zone, workingDays } = calendar;
  const dayOfQuarter = remembered((quarter: number) => localDay(toInstant(quarter * QUARTER_MS), zone));
  const endOf = remembered((day: CivilDay) => endOfDay(day, zone));
  const after = remembered((key: string) => addDays(...split(key)));
  const working = remembered((key: string) => workingDays(...split(key)));
  const days: Days = {
    dayOf: (instant) => {
      const ms = fromInstant(instant);
      return ms < SINCE ? localDay(instant, zone) : dayOfQuarter(Math.floor(ms / QUARTER_MS));
    },
    endOf,
    after: (day, n) => after(`${day} ${String(n)}`),
    working: (day, n) => working(`${day} ${String(n)}`),
    // Whole days of an instant in UTC leave its time of day as it is written.
    hoursAfter: (instant, hours) =>
      hours % 24 === 0
        ? after(`${instant.slice(0, DAY_LENGTH)} ${String(hours / 24)}`) + instant.slice(DAY_LENGTH)
        : addMs(instant, hours * HOUR_MS),
  };
  known.set(calendar, days);
  return days;
}

const split = (key: string): [CivilDay, number] => {
  const [day = '', n] = key.split(' ');
  return [day, Number(n)];
};

function remembered<K, V>(answer: (key: K) => V): (key: K) => V {
  const answers = new Map<K, V>();
  return (key) => {
    const before = answers.get(key);
    if (before !== undefined) return before;
    if (answers.size >= MOST) answers.clear();
    const value = answer(key);
    answers.set(key, value);
    return value;
  };
}
