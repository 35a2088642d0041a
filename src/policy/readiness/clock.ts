/**
 * What a reading of a camera's clock means: right, off by more than its drift allows, lost, or not to be told. A reading
 * is judged for the moment it was taken, so that the verdict does not change by waiting.
 */
import type { ClockReading, StationClockState } from '../../domain/camera.js';
import { msBetween, type CivilTime, type Instant } from '../../domain/time.js';
import type { ReadinessRules } from './rules.js';

export interface ClockFacts {
  readonly reading: ClockReading | null;
  readonly station: StationClockState | null;
  /** When a station last set this clock; null where it never did, or nobody knows. */
  readonly lastSetAt: Instant | null;
  /** Digits of the newest clip on the camera: a clock that shows less went back. */
  readonly newestClip: CivilTime | null;
}

export type ClockFinding =
  | 'right'
  | 'drift'
  | 'absolute'
  /** Off by quarters of an hour: set to another zone. */
  | 'zone'
  | 'lost'
  | 'wentBack'
  | 'notMeasured'
  /** Only known to be at least so far ahead. */
  | 'oneSided'
  /** The uncertainty of the reading reaches over the limit. */
  | 'undecided'
  /** Within the absolute limit, but nobody knows since when it has run. */
  | 'neverSet'
  | 'stationUnsure';

export interface ClockVerdict {
  readonly state: 'ok' | 'fail' | 'unknown';
  readonly finding: ClockFinding;
  readonly offsetMs: number | null;
  readonly uncertaintyMs: number | null;
  /** What the offset was held against: drift for the days begun since it was set, but never over the absolute limit. */
  readonly allowedMs: number;
  /** Days begun since it was set; null where that is not known. */
  readonly days: number | null;
  /** Whether times that rest on this clock can be relied on; null where nobody can say. */
  readonly timesReliable: boolean | null;
}

/** Cameras of this kind were not built before: the clock lost its setting (1970, 1980, 2000). */
const OLDEST_PLAUSIBLE: CivilTime = '2010-01-01T00:00:00';
const DAY_MS = 86_400_000;

export function judgeClock(rules: ReadinessRules['clock'], facts: ClockFacts): ClockVerdict {
  const { reading } = facts;
  const days = daysSince(facts.lastSetAt, reading?.hostTime ?? null);
  const allowedMs = Math.min(rules.absoluteMs.value, rules.driftPerDayMs.value * (days ?? 1));
  const said = (finding: ClockFinding, timesReliable: boolean | null): ClockVerdict => ({
    state: finding === 'right' ? 'ok' : FAILS.has(finding) ? 'fail' : 'unknown',
    finding,
    offsetMs: reading?.offsetMs ?? null,
    uncertaintyMs: reading?.uncertaintyMs ?? null,
    allowedMs,
    days,
    timesReliable,
  });
  if (reading === null || reading.cameraRaw === null) return said('notMeasured', null);
  if (reading.cameraRaw < OLDEST_PLAUSIBLE) return said('lost', false);
  if (facts.newestClip !== null && facts.newestClip > reading.cameraRaw) return said('wentBack', false);
  if (reading.offsetMs === null || reading.bound === 'unknown') return said('notMeasured', null);
  // An offset against a clock that is itself not known to be right says nothing of the camera.
  if (facts.station?.synchronised !== true) return said('stationUnsure', null);
  if (reading.bound === 'lower bound') return oneSided(reading.offsetMs, allowedMs, rules, said);
  const [off, doubt] = [Math.abs(reading.offsetMs), reading.uncertaintyMs ?? 0];
  const [least, most] = [Math.max(0, off - doubt), off + doubt];
  const limit = rules.unreliableMs.value;
  const reliable = least >= limit ? false : most < limit ? true : null;
  if (least > rules.absoluteMs.value)
    return said((reading.zoneShiftMinutes ?? 0) === 0 ? 'absolute' : 'zone', reliable);
  if (most <= allowedMs) return said('right', reliable);
  if (least <= allowedMs) return said('undecided', reliable);
  return said(days === null ? 'neverSet' : 'drift', reliable);
}

const FAILS: ReadonlySet<ClockFinding> = new Set(['drift', 'absolute', 'zone', 'lost', 'wentBack']);

function oneSided(
  atLeastMs: number,
  allowedMs: number,
  rules: ReadinessRules['clock'],
  said: (finding: ClockFinding, timesReliable: boolean | null) => ClockVerdict,
): ClockVerdict {
  const reliable = atLeastMs >= rules.unreliableMs.value ? false : null;
  if (atLeastMs > rules.absoluteMs.value) return said('absolute', reliable);
  return said(atLeastMs > allowedMs ? 'drift' : 'oneSided', reliable);
}

/** Days begun, at least one. A setting that lies after the reading is no setting of this clock's past. */
function daysSince(lastSetAt: Instant | null, at: Instant | null): number | null {
  if (lastSetAt === null || at === null || lastSetAt > at) return null;
  return Math.max(1, Math.ceil(msBetween(lastSetAt, at) / DAY_MS));
}
