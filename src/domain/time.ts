/**
 * The only file that touches `Date` or luxon. Instants are ISO 8601 strings in UTC with milliseconds
 * (`2026-11-21T01:02:03.004Z`), so that they sort as text and mean the same to every reader.
 */
import { DateTime } from 'luxon';

/** ISO 8601 in UTC with milliseconds. */
export type Instant = string;

/** Milliseconds since the Unix epoch. */
export type EpochMs = number;

export interface Clock {
  now(): EpochMs;
}

export const systemClock: Clock = { now: () => Date.now() };

export const toInstant = (ms: EpochMs): Instant => new Date(ms).toISOString();
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
  const t = DateTime.utc(year, month, day, hour, minute, second);
  // luxon takes 24:00 for the next midnight; no camera shows it, and digits must stay as written.
  return t.isValid && hour < 24 ? t.toFormat("yyyy-MM-dd'T'HH:mm:ss") : undefined;
}

/** The instant a civil time names in a zone, or undefined for an impossible time or an unknown zone. */
export function civilToInstant(civil: CivilTime, zone: string): Instant | undefined {
  const t = DateTime.fromISO(civil, { zone });
  return t.isValid ? toInstant(t.toMillis()) : undefined;
}

/** The digits a wall clock in `zone` shows at an instant (no zone suffix). */
export const instantToCivil = (instant: Instant, zone: string): CivilTime =>
  DateTime.fromISO(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");

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
