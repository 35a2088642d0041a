/**
 * The only file that touches `Date` or luxon. Instants are ISO 8601 strings in UTC with milliseconds
 * (`2026-11-21T01:02:03.004Z`), so that they sort as text and mean the same to every reader.
 */
import { DateTime } from 'luxon';
export const systemClock = { now: () => Date.now() };
export const toInstant = (ms) => new Date(ms).toISOString();
export const fromInstant = (instant) => Date.parse(instant);
/** Milliseconds of a monotonic clock with an arbitrary origin; only differences mean anything. */
export const monotonicMs = () => performance.now();
/** `2026-03-01T08:09:10` from its parts, or undefined where they name no real date and time. */
export function civilTime(year, month, day, hour = 0, minute = 0, second = 0) {
  const t = DateTime.utc(year, month, day, hour, minute, second);
  // luxon takes 24:00 for the next midnight; no camera shows it, and digits must stay as written.
  return t.isValid && hour < 24 ? t.toFormat("yyyy-MM-dd'T'HH:mm:ss") : undefined;
}
/** The instant a civil time names in a zone, or undefined for an impossible time or an unknown zone. */
export function civilToInstant(civil, zone) {
  const t = DateTime.fromISO(civil, { zone });
  return t.isValid ? toInstant(t.toMillis()) : undefined;
}
/** The digits a wall clock in `zone` shows at an instant (no zone suffix). */
export const instantToCivil = (instant, zone) => DateTime.fromISO(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
/** The instant of an ISO text: with an offset as it says, without one read in `zone`. Undefined if it is not a time. */
export function parseTime(text, zone) {
  const t = DateTime.fromISO(text, { zone });
  return t.isValid ? toInstant(t.toMillis()) : undefined;
}
/** `2026-03-01 08:09:10` in the station's zone, for people. */
export const forPeople = (instant, zone) => instantToCivil(instant, zone).replace('T', ' ');
/** The local calendar day (`2026-03-01`) of an instant. */
export const localDay = (instant, zone) => instantToCivil(instant, zone).slice(0, 10);
export const addMs = (instant, ms) => toInstant(fromInstant(instant) + ms);
/** b − a in milliseconds. */
export const msBetween = (a, b) => fromInstant(b) - fromInstant(a);
export const isZone = (zone) => DateTime.utc().setZone(zone).isValid;
