/**
 * Grouping segments into recordings: GA/T 947.2 allows 0.04 s between segments, and names have whole seconds, so up to
 * 2 s counts as following. Works on the camera's own clock, so a wrong clock still groups rightly. Pure.
 */
import { fromInstant } from '../domain/time.js';

export const FOLLOWS_WITHIN_MS = 2000;

export interface Segment {
  readonly id: string;
  /** Digits of the camera's clock. */
  readonly startRaw: string;
  readonly endRaw: string;
  readonly recordingId: string | null;
}

export interface Recording {
  /** Kept from before where any of its clips had one. */
  readonly id: string | null;
  readonly startRaw: string;
  readonly endRaw: string;
  readonly clips: readonly string[];
  /** Time since the end of the recording before it, over 2 s; null for the first and where they overlap. */
  readonly gapBeforeMs: number | null;
}

/** @param segments of one camera, ordered by start */
export function groupRecordings(segments: readonly Segment[]): Recording[] {
  const groups: { segments: Segment[]; end: number; endRaw: string; gap: number | null }[] = [];
  let latestEnd = -Infinity;
  for (const s of segments) {
    const [start, end] = [millis(s.startRaw), millis(s.endRaw)];
    const last = groups.at(-1);
    const sinceLast = last === undefined ? null : start - last.end;
    // Silence is counted from the latest end so far: a short clip inside a long one does not begin a gap.
    const gap = start - latestEnd;
    latestEnd = Math.max(latestEnd, end);
    // Overlap is no continuation: a camera whose clock was reset writes the same hour twice.
    if (last !== undefined && sinceLast !== null && Math.abs(sinceLast) <= FOLLOWS_WITHIN_MS) {
      last.segments.push(s);
      Object.assign(last, { end, endRaw: s.endRaw });
    } else {
      groups.push({
        segments: [s],
        end,
        endRaw: s.endRaw,
        gap: last !== undefined && gap > FOLLOWS_WITHIN_MS ? gap : null,
      });
    }
  }
  const used = new Set<string>();
  return groups.map(({ segments: own, endRaw, gap }) => {
    // When two recordings grow together or one is cut in two, the earlier one keeps the id.
    const id = own.map((s) => s.recordingId).find((r) => r !== null && !used.has(r)) ?? null;
    if (id !== null) used.add(id);
    return { id, startRaw: own[0]?.startRaw ?? '', endRaw, clips: own.map((s) => s.id), gapBeforeMs: gap };
  });
}

/** Only differences matter, so the digits are read as if they were UTC. */
const millis = (civil: string): number => fromInstant(`${civil}Z`);
