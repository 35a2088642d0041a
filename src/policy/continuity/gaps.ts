/**
 * Where recording stopped inside an activity. Two files of one camera that follow within the limit are one recording;
 * a longer silence is an interruption, also where another camera went on.
 */
import { fromInstant, toInstant, type EpochMs, type Instant } from '../../domain/time.js';

export interface Segment {
  readonly clip: string;
  /** Camera or other recorder. */
  readonly device: string;
  /** Corrected; null where no instant can be defended. */
  readonly start: Instant | null;
  readonly end: Instant | null;
}

export interface Activity {
  readonly segments: readonly Segment[];
  /** As told by a person, a roster or an app; null where it is only known from the recordings themselves. */
  readonly start: Instant | null;
  readonly end: Instant | null;
}

/** `lateStart`, `earlyEnd`: the activity is known to have begun before, or gone on after, everything recorded. */
export type InterruptionKind = 'gap' | 'lateStart' | 'earlyEnd' | 'nothingRecorded';

export interface Interruption {
  /** The same for the same silence, however often it is worked out. */
  readonly id: string;
  readonly kind: InterruptionKind;
  /** Null for what concerns all devices. */
  readonly device: string | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly ms: number;
  /** The clips around it; null at the edges. */
  readonly after: string | null;
  readonly before: string | null;
  /** Milliseconds in which no other device of the activity recorded either. */
  readonly uncoveredMs: number;
}

export interface Continuity {
  /** In order of time. */
  readonly interruptions: readonly Interruption[];
  /** Clips whose time is not known: with them nobody can say that the recording is complete. */
  readonly unplaced: readonly string[];
}

interface Span {
  readonly clip: string;
  readonly device: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
}

export function continuity(activity: Activity, segmentGapMs: number): Continuity {
  const spans: Span[] = [];
  const unplaced: string[] = [];
  for (const { clip, device, start, end } of activity.segments) {
    if (start === null || end === null || end < start) unplaced.push(clip);
    else spans.push({ clip, device, start: fromInstant(start), end: fromInstant(end) });
  }
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const devices = [...new Set(spans.map((s) => s.device))];
  const gaps = devices.flatMap((device) => deviceGaps(spans, device, segmentGapMs));
  const found = [...gaps, ...edges(activity, spans, segmentGapMs)];
  return { interruptions: found.sort((a, b) => fromInstant(a.from) - fromInstant(b.from)), unplaced };
}

function deviceGaps(spans: readonly Span[], device: string, segmentGapMs: number): Interruption[] {
  const silent = silences(spans.filter((s) => s.device !== device));
  const gaps: Interruption[] = [];
  let latest: Span | undefined;
  for (const span of spans) {
    if (span.device !== device) continue;
    // Silence counts from the latest end so far: a short clip inside a long one begins no gap.
    if (latest !== undefined && span.start - latest.end > segmentGapMs) {
      const uncoveredMs = silent(latest.end, span.start);
      gaps.push(interruption('gap', device, latest.end, span.start, latest.clip, span.clip, uncoveredMs));
    }
    if (latest === undefined || span.end > latest.end) latest = span;
  }
  return gaps;
}

/** The ends of the activity concern whoever recorded first and last, whichever camera it was. */
function edges(activity: Activity, spans: readonly Span[], segmentGapMs: number): Interruption[] {
  const start = activity.start === null ? null : fromInstant(activity.start);
  const end = activity.end === null ? null : fromInstant(activity.end);
  const first = spans[0];
  if (first === undefined) {
    // Clips that are there but cannot be placed may well be from this time: nothing can be said of it.
    if (start === null || end === null || end <= start || activity.segments.length > 0) return [];
    return [interruption('nothingRecorded', null, start, end, null, null, end - start)];
  }
  const last = spans.reduce((a, b) => (b.end > a.end ? b : a));
  const found: Interruption[] = [];
  if (start !== null && first.start - start > segmentGapMs) {
    found.push(interruption('lateStart', null, start, first.start, null, first.clip, first.start - start));
  }
  if (end !== null && end - last.end > segmentGapMs) {
    found.push(interruption('earlyEnd', null, last.end, end, last.clip, null, end - last.end));
  }
  return found;
}

function interruption(
  kind: InterruptionKind,
  device: string | null,
  from: EpochMs,
  to: EpochMs,
  after: string | null,
  before: string | null,
  uncoveredMs: number,
): Interruption {
  const id = [kind, after ?? '', before ?? ''].join(':');
  return { id, kind, device, from: toInstant(from), to: toInstant(to), ms: to - from, after, before, uncoveredMs };
}

/**
 * How long nobody of `spans` recorded between two moments. To be asked in order of time: each span is passed once.
 * @param spans ordered by start
 */
function silences(spans: readonly Span[]): (from: EpochMs, to: EpochMs) => number {
  let next = 0;
  let reach = -Infinity;
  return (from, to) => {
    let [free, at] = [0, Math.max(from, Math.min(reach, to))];
    for (let span = spans[next]; span !== undefined && span.start < to; next += 1, span = spans[next]) {
      if (span.start > at) free += span.start - at;
      reach = Math.max(reach, span.end);
      at = Math.max(at, Math.min(span.end, to));
    }
    return free + to - at;
  };
}
