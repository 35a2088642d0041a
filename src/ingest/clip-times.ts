/** The three clocks of a clip, from what its name, its content and its file system say. Pure. */
import type { ClockReading } from '../domain/camera.js';
import type { ClipKind, ClipTimes, TimeSource } from '../domain/clip.js';
import {
  addMs,
  civilToInstant,
  fromInstant,
  instantToCivil,
  parseTime,
  type CivilTime,
  type Instant,
} from '../domain/time.js';

export interface TimeFacts {
  readonly kind: ClipKind;
  /** Digits from the file name. */
  readonly nameStart: CivilTime | null;
  /** Digits from EXIF, for photos. */
  readonly exif: CivilTime | null;
  /** The container's creation time exactly as written. */
  readonly mediaCreated: string | null;
  readonly durationMs: number | null;
  readonly modified: Instant | null;
  readonly storedAt: Instant;
  readonly clock: ClockReading | null;
  /** The zone the camera's clock is taken to show. */
  readonly zone: string;
  /** What this family of cameras writes into a container's creation time, whatever label it puts on it. */
  readonly mediaClock: 'local' | 'utc';
}

/** Cameras of this kind were not built before; an older date is a clock that lost its setting (1970, 1980, 2000). */
const OLDEST_PLAUSIBLE = '2010-01-01T00:00:00';
/** A clip cannot be younger than the moment it was stored; so much is allowed for clocks that differ a little. */
const FUTURE_TOLERANCE_MS = 10 * 60_000;
/** Digits of a container's creation time are taken as local where that fits the file's modification time this well. */
const AGREES_MS = 120_000;

export function clipTimes(facts: TimeFacts): ClipTimes {
  const camera = cameraTimes(facts);
  return { camera, corrected: corrected(camera, facts), station: { storedAt: facts.storedAt } };
}

function cameraTimes(facts: TimeFacts): ClipTimes['camera'] {
  const { kind, zone, durationMs, modified } = facts;
  const fromFile = modified === null ? null : instantToCivil(modified, zone);
  const found = firstStart([
    [facts.nameStart, 'file name'],
    [facts.exif, 'exif'],
    [mediaStart(facts), 'media'],
  ]);
  if (kind === 'photo') {
    const [start, startSource] = found ?? [fromFile, fromFile === null ? null : 'file modification time'];
    return { start, startSource, end: start, endSource: startSource };
  }
  if (found !== undefined) {
    const end = durationMs === null ? null : shift(found[0], durationMs);
    return { start: found[0], startSource: found[1], end, endSource: end === null ? null : 'start plus duration' };
  }
  // A camera writes a file's time when it closes it: the end of the clip.
  const start = fromFile === null || durationMs === null ? null : shift(fromFile, -durationMs);
  return {
    start,
    startSource: start === null ? null : 'file modification time',
    end: fromFile,
    endSource: fromFile === null ? null : 'file modification time',
  };
}

function firstStart(
  candidates: readonly (readonly [CivilTime | null, TimeSource])[],
): readonly [CivilTime, TimeSource] | undefined {
  for (const [civil, source] of candidates) if (civil !== null) return [civil, source];
  return undefined;
}

/**
 * The container's creation time as digits of the camera's clock. The standard says UTC; many cameras write local digits
 * and label them Z. Where the file's modification time settles which it is, it is used; otherwise what the camera's
 * profile says of its family.
 */
function mediaStart({ mediaCreated, modified, durationMs, zone, mediaClock }: TimeFacts): CivilTime | null {
  const m = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/.exec(mediaCreated ?? '');
  if (m?.[1] === undefined || m[2] === undefined) return null;
  const digits = `${m[1]}T${m[2]}`;
  if (m[3] === undefined) return digits;
  const asWritten = parseTime(`${digits}${m[3]}`, 'utc');
  const asLocal = civilToInstant(digits, zone);
  if (asWritten === undefined || asLocal === undefined) return null;
  const agrees = (start: Instant): boolean =>
    modified !== null &&
    [start, addMs(start, durationMs ?? 0)].some((t) => Math.abs(fromInstant(t) - fromInstant(modified)) <= AGREES_MS);
  const local = agrees(asLocal) === agrees(asWritten) ? mediaClock === 'local' : agrees(asLocal);
  return local ? digits : instantToCivil(asWritten, zone);
}

function corrected(camera: ClipTimes['camera'], { zone, clock, storedAt }: TimeFacts): ClipTimes['corrected'] {
  const none = (basis: string): ClipTimes['corrected'] => ({ start: null, end: null, basis, uncertaintyMs: null });
  if (camera.start === null) return none('the camera left no time');
  if (camera.start < OLDEST_PLAUSIBLE) return none("the camera's clock was not set");
  const twoSided = clock?.bound === 'two-sided' && clock.offsetMs !== null ? clock.offsetMs : null;
  const start = instantOf(camera.start, zone, twoSided ?? 0);
  const end = camera.end === null ? null : instantOf(camera.end, zone, twoSided ?? 0);
  if (start === null) return none('the digits name no time in the zone');
  if (fromInstant(start) > fromInstant(storedAt) + FUTURE_TOLERANCE_MS) {
    return none("the camera's clock is ahead: the clip would be younger than the moment it was stored");
  }
  const source = `${camera.startSource ?? 'unknown'} in ${zone}`;
  return twoSided === null
    ? { start, end, basis: `${source}, not corrected: the camera's offset is not known`, uncertaintyMs: null }
    : { start, end, basis: `${source}, less the measured offset`, uncertaintyMs: clock?.uncertaintyMs ?? null };
}

function instantOf(civil: CivilTime, zone: string, offsetMs: number): Instant | null {
  const instant = civilToInstant(civil, zone);
  return instant === undefined ? null : addMs(instant, -offsetMs);
}

/** Shifts digits; milliseconds are kept where they are not zero, so that following segments meet exactly. */
function shift(civil: CivilTime, ms: number): CivilTime {
  const base = civilToInstant(civil, 'utc');
  return base === undefined ? civil : addMs(base, ms).replace(/(?:\.000)?Z$/, '');
}
