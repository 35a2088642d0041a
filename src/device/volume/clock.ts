/**
 * A volume has no clock to ask. What its files prove is one-sided: the camera's clock stood at least as far on as the
 * newest time it wrote. A positive bound proves a fast clock; nothing bounds it from above, since recording may have
 * stopped hours before docking.
 */
import type { ClockReading } from '../../domain/camera.js';
import {
  type CivilTime,
  type EpochMs,
  type Instant,
  civilToInstant,
  fromInstant,
  instantToCivil,
  toInstant,
} from '../../domain/time.js';

export interface ClockEvidence {
  /** Starts as the clips' names have them. */
  readonly names: readonly CivilTime[];
  /** Modification times of the clips; empty where the host, not the camera, may have set them. */
  readonly modified: readonly Instant[];
}

/** Years before this are a clock that was never set (1970, 1980, 2000, …), not a reading of now. */
const FIRST_PLAUSIBLE_YEAR = 2010;
/** A clock this many years ahead was never set either (2099). */
const YEARS_AHEAD = 5;

interface Time {
  readonly civil: CivilTime;
  readonly at: EpochMs;
}

/** Pure. `now` is the station's time, `zone` the one the camera's digits are read in. */
export function readingFromFiles(evidence: ClockEvidence, now: EpochMs, zone: string): ClockReading {
  const named = evidence.names.flatMap((civil): Time[] => {
    const at = civilToInstant(civil, zone);
    return at === undefined ? [] : [{ civil, at: fromInstant(at) }];
  });
  const modified = evidence.modified.map((instant): Time => ({
    civil: instantToCivil(instant, zone),
    at: fromInstant(instant),
  }));
  // Names hold the camera's own digits. A modification time has been through the host's idea of the card's zone.
  const source = named.length > 0 ? named : modified;
  const what = named.length > 0 ? 'newest start in a file name' : 'newest modification time';
  if (source.length === 0) return noReading(now, zone, 'no file on the volume carries a time');

  const hostYear = Number(toInstant(now).slice(0, 4));
  const plausible = source.filter(({ civil }) => isPlausible(civil, hostYear));
  const odd = newest(source.filter(({ civil }) => !isPlausible(civil, hostYear)));
  const oddRemark =
    odd === undefined ? '' : ` Some files say ${odd.civil.slice(0, 4)}: the clock was not set when they were recorded.`;
  const best = newest(plausible);
  if (best === undefined) return noReading(now, zone, `no file carries a believable time.${oddRemark}`);

  const offsetMs = best.at - now;
  const proof =
    offsetMs > 0
      ? 'It lies ahead of the station: the camera clock is fast by at least this much.'
      : 'The camera clock may stand anywhere after it: this bounds the offset from below only.';
  const caution = named.length > 0 ? '' : ' Card file systems keep local time: the mount decides how it is read.';
  return {
    method: 'newest-file',
    cameraRaw: best.civil,
    assumedZone: zone,
    hostTime: toInstant(now),
    offsetMs,
    uncertaintyMs: null,
    bound: 'lower bound',
    zoneShiftMinutes: null,
    remark: `Volumes have no clock to ask; the ${what} is used. ${proof}${caution}${oddRemark}`,
  };
}

export const noReading = (now: EpochMs, zone: string, why: string): ClockReading => ({
  method: 'none',
  cameraRaw: null,
  assumedZone: zone,
  hostTime: toInstant(now),
  offsetMs: null,
  uncertaintyMs: null,
  bound: 'unknown',
  zoneShiftMinutes: null,
  remark: `The camera clock could not be read: ${why}`,
});

function isPlausible(civil: CivilTime, hostYear: number): boolean {
  const year = Number(civil.slice(0, 4));
  return year >= FIRST_PLAUSIBLE_YEAR && year <= hostYear + YEARS_AHEAD;
}

const newest = (times: readonly Time[]): Time | undefined =>
  times.reduce<Time | undefined>((best, t) => (best === undefined || t.at > best.at ? t : best), undefined);
