/**
 * Which archived object is read back in which night. A night has a number, an object a share from 0 to one less than the
 * rota is long, by its digest alone; its night is each that leaves that share as the remainder. What was not read in its
 * night is due until it is, so that nothing is left out however many nights are missed. Pure.
 */
import { addMs, daysBetween, localDay, type Instant } from '../../domain/time.js';

const HALF_A_DAY_MS = 12 * 3_600_000;

/** Days since 1970-01-01. A night goes from noon to noon: midnight is in the middle of it. */
export const nightOf = (now: Instant, zone: string): number =>
  daysBetween('1970-01-01', localDay(addMs(now, -HALF_A_DAY_MS), zone));

/** @param sha256 in hexadecimal @param nights how long the rota is, one at least */
export const shareOf = (sha256: string, nights: number): number =>
  Math.floor((Number.parseInt(sha256.slice(0, 8), 16) * nights) / 2 ** 32);

/** The first night of the object after a night: at most `nights` later. */
export function nextNight(sha256: string, after: number, nights: number): number {
  const wait = (shareOf(sha256, nights) - (after + 1)) % nights;
  return after + 1 + (wait < 0 ? wait + nights : wait);
}
