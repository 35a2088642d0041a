/**
 * Grouping segments into recordings: GA/T 947.2 allows 0.04 s between segments, and names have whole seconds, so up to
 * 2 s counts as following. Works on the camera's own clock, so a wrong clock still groups rightly. Pure.
 */
import { civilToInstant, fromInstant } from '../domain/time.js';
export const FOLLOWS_WITHIN_MS = 2000;
/** @param segments of one camera, ordered by start */
export function groupRecordings(segments) {
  const groups = [];
  for (const s of segments) {
    const [start, end] = [millis(s.startRaw), millis(s.endRaw)];
    const last = groups.at(-1);
    const gap = last === undefined ? null : start - last.end;
    // Overlap is no continuation: a camera whose clock was reset writes the same hour twice.
    if (last !== undefined && gap !== null && Math.abs(gap) <= FOLLOWS_WITHIN_MS) {
      last.segments.push(s);
      Object.assign(last, { end, endRaw: s.endRaw });
    } else {
      groups.push({ segments: [s], end, endRaw: s.endRaw, gap: gap !== null && gap > FOLLOWS_WITHIN_MS ? gap : null });
    }
  }
  const used = new Set();
  return groups.map(({ segments: own, endRaw, gap }) => {
    // When two recordings grow together or one is cut in two, the earlier one keeps the id.
    const id = own.map((s) => s.recordingId).find((r) => r !== null && !used.has(r)) ?? null;
    if (id !== null) used.add(id);
    return { id, startRaw: own[0]?.startRaw ?? '', endRaw, clips: own.map((s) => s.id), gapBeforeMs: gap };
  });
}
const millis = (civil) => fromInstant(civilToInstant(civil, 'utc') ?? civil);
