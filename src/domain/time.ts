/**
 * The only file that touches `Date` or luxon. Instants are ISO 8601 strings in UTC with milliseconds
 * (`2026-11-21T01:02:03.004Z`), so that they sort as text and mean the same to every reader.
 */
import { DateTime, Info, Settings, type Zone } from 'luxon';

// Nothing here is written in words, and to ask the system for its language takes as long as to open the database.
Settings.defaultLocale = 'en-US';

/** ISO 8601 in UTC with milliseconds. */
export type Instant = string;

/** Milliseconds since the Unix epoch. */
export type EpochMs = number;

export interface Clock {
  now(): EpochMs;
}

export const systemClock: Clock = { now: () => Date.now() };

export const toInstant = (ms: EpochMs): Instant => new Date(ms).toISOString();
/** For libraries that take nothing else. */
export const dateOf = (instant: Instant): Date => new Date(instant);
export const fromInstant = (instant: Instant): EpochMs => Date.parse(instant);

/** Milliseconds of a monotonic clock with an arbitrary origin; only differences mean anything. */
export const monotonicMs = (): number => performance.now();

/** A reading as a camera wrote it: digits without a zone, e.g. `2026-03-01T08:09:10`. */
export type CivilTime = string;

/** `2026-03-01T08:09:10` from its parts, or undefined where they name no real date and time. */
export function civilTime(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): CivilTime | undefined {
  const civil = `${padded(year, 4)}-${padded(month)}-${padded(day)}T${padded(hour)}:${padded(minute)}:${padded(second)}`;
  // What is no real time is taken for none, or for another one: 30 February for 2 March, 24:00 for the next midnight.
  const at = Date.parse(`${civil}Z`);
  return !Number.isNaN(at) && toInstant(at).slice(0, 19) === civil ? civil : undefined;
}

const padded = (part: number, digits = 2): string => String(part).padStart(digits, '0');

/** The instant a civil time names in a zone, or undefined for an impossible time or an unknown zone. */
export function civilToInstant(civil: CivilTime, zone: string): Instant | undefined {
  const t = DateTime.fromISO(civil, { zone });
  return t.isValid ? toInstant(t.toMillis()) : undefined;
}

/** The digits a wall clock in `zone` shows at an instant (no zone suffix). */
export function instantToCivil(instant: Instant, zone: string): CivilTime {
  const utc = fromInstant(instant);
  const local = utc + zoneOf(zone).offset(utc) * 60_000;
  return Number.isNaN(local) ? 'Invalid DateTime' : toInstant(local).slice(0, 19);
}

/** To find a zone by its name takes longer than to ask it. */
const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const found = Info.normalizeZone(name);
  zones.set(name, found);
  return found;
}

/** The instant of an ISO text: with an offset as it says, without one read in `zone`. Undefined if it is not a time. */
export function parseTime(text: string, zone: string): Instant | undefined {
  const t = DateTime.fromISO(text, { zone });
  return t.isValid ? toInstant(t.toMillis()) : undefined;
}

/** `2026-03-01 08:09:10` in the station's zone, for people. */
export const forPeople = (instant: Instant, zone: string): string => instantToCivil(instant, zone).replace('T', ' ');

/** The local calendar day (`2026-03-01`) of an instant. */
export const localDay = (instant: Instant, zone: string): string => instantToCivil(instant, zone).slice(0, 10);

export const addMs = (instant: Instant, ms: number): Instant => toInstant(fromInstant(instant) + ms);
/** b − a in milliseconds. */
export const msBetween = (a: Instant, b: Instant): number => fromInstant(b) - fromInstant(a);

export const isZone = (zone: string): boolean => DateTime.utc().setZone(zone).isValid;

/** A day of the calendar, without a zone: `2026-03-01`. Days sort as text. */
export type CivilDay = string;

export const isCivilDay = (text: string): boolean => !Number.isNaN(dayNumber(text));

const DAY_MS = 86_400_000;

/** Days since 1970-01-01; NaN where the text is no day of the calendar. No zone comes into it. */
function dayNumber(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return NaN;
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  // 30 February is read as 2 March by some: a day that exists comes back as it went in.
  return Number.isNaN(ms) || dayText(ms) !== text ? NaN : ms / DAY_MS;
}

const dayText = (ms: EpochMs): CivilDay => toInstant(ms).slice(0, 10);

/** @throws RangeError where the text is no day */
function dayOf(day: CivilDay): number {
  const number = dayNumber(day);
  if (Number.isNaN(number)) throw new RangeError(`not a day of the calendar: ${day}`);
  return number;
}

export const addDays = (day: CivilDay, days: number): CivilDay => dayText((dayOf(day) + days) * DAY_MS);

/** Days from `a` to `b`; negative where `b` is the earlier one. */
export const daysBetween = (a: CivilDay, b: CivilDay): number => dayOf(b) - dayOf(a);

/** By the calendar: 31 August and 6 months are the last day of February. */
export function addMonths(day: CivilDay, months: number): CivilDay {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
  const first = (offset: number): EpochMs => Date.UTC(year, month - 1 + offset);
  const length = (first(months + 1) - first(months)) / DAY_MS;
  dayOf(day);
  return dayText(first(months) + (Math.min(date, length) - 1) * DAY_MS);
}

/** 1 is Monday, 7 Sunday. 1970-01-01 was a Thursday. */
export const weekday = (day: CivilDay): number => ((((dayOf(day) + 3) % 7) + 7) % 7) + 1;

/** The first instant of a day in a zone: 00:00, or where summer time skips that, what follows it. */
export function startOfDay(day: CivilDay, zone: string): Instant {
  const name = `${day} ${zone}`;
  const known = starts.get(name);
  if (known !== undefined) return known;
  const start = startOfDayIn(day, zone);
  if (starts.size >= MOST_STARTS) starts.clear();
  starts.set(name, start);
  return start;
}

/** The same few days are asked for again and again, of each clip. */
const starts = new Map<string, Instant>();
const MOST_STARTS = 1000;

const startOfDayIn = (day: CivilDay, zone: string): Instant => {
  dayOf(day);
  const t = DateTime.fromISO(day, { zone }).startOf('day');
  if (!t.isValid) throw new RangeError(`not a zone: ${zone}`);
  return toInstant(t.toMillis());
};

/** 24:00 of a day in a zone, which is the first instant of the day after. */
export const endOfDay = (day: CivilDay, zone: string): Instant => startOfDay(addDays(day, 1), zone);

const OFFSET_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * The instant of an ISO 8601 date and time that says its offset itself: nothing is read in a zone of ours.
 * @returns `no_offset` for a time without one, `invalid` for what is no date and time at all
 */
export function offsetTime(text: string): { readonly instant: Instant } | 'no_offset' | 'invalid' {
  const match = OFFSET_TIME.exec(text);
  if (match === null) return 'invalid';
  const t = DateTime.fromISO(text, { zone: 'utc' });
  if (!t.isValid) return 'invalid';
  return match[1] === undefined ? 'no_offset' : { instant: toInstant(t.toMillis()) };
}

/** `2026-03-01T08:09:10+08:00`: an instant as the clocks of `zone` show it, for reports that people and programs read. */
export function withOffset(instant: Instant, zone: string): string {
  const ms = fromInstant(instant);
  const minutes = ms < QUARTERS_SINCE ? 0 : offsetMinutes(Math.floor(ms / QUARTER_MS), zone);
  if (minutes === 0) return DateTime.fromISO(instant, { zone }).toISO({ suppressMilliseconds: true }) ?? instant;
  const civil = toInstant(ms + minutes * 60_000).slice(0, -1);
  const [sign, size] = [minutes < 0 ? '-' : '+', Math.abs(minutes)];
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${civil.endsWith('.000') ? civil.slice(0, -4) : civil}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const QUARTER_MS = 900_000;
/** Since then offsets are whole quarters of an hour and change at one; before, some zones had minutes and seconds. */
const QUARTERS_SINCE = 10 * 365.25 * DAY_MS;
/** More answers than a year of quarters of an hour are not kept. */
const MOST_OFFSETS = 40_000;
const offsets = new Map<string, Map<number, number>>();

/** Reports ask for thousands of times of a few hundred hours: a zone is asked once for each quarter of an hour. */
function offsetMinutes(quarter: number, zone: string): number {
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const before = known.get(quarter);
  if (before !== undefined) return before;
  if (known.size >= MOST_OFFSETS) known.clear();
  const minutes = DateTime.fromMillis(quarter * QUARTER_MS, { zone }).offset;
  known.set(quarter, minutes);
  return minutes;
}

/** For libraries that ask for one. */
export const toDate = (instant: Instant): Date => new Date(instant);

/** The `Date` or `Retry-After` header of HTTP, or null where it is no date (RFC 9110, 5.6.7). */
export function httpDate(text: string): EpochMs | null {
  const ms = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : ms;
}
