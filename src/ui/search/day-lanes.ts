/** A day of recordings, camera by camera, with the silences between them, as parts of the day. Pure. */
import { fromInstant } from '../../domain/time.js';
import type { QuestionOutput } from '../../web/api-types.js';

export type Day = QuestionOutput<'search.day'>;

/** From 0 to 1 of the day. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Bar extends Stretch {
  /** The first clip of the recording. */
  readonly clip: string;
  readonly start: string;
  readonly clips: number;
}

export interface Gap extends Stretch {
  readonly end: string;
  readonly ms: number;
}

export interface Lane {
  readonly camera: string;
  readonly bars: readonly Bar[];
  readonly gaps: readonly Gap[];
}

/** What began the day before, or ends the day after, ends at the edge. */
export function lanesOf({ from, until, cameras }: Pick<Day, 'from' | 'until' | 'cameras'>): Lane[] {
  const [begin, end] = [fromInstant(from), fromInstant(until)];
  const share = (ms: number): number => Math.min(1, Math.max(0, (ms - begin) / (end - begin)));
  return cameras.map(({ camera, cameraId, recordings }) => ({
    camera: camera ?? cameraId,
    bars: recordings.flatMap(({ start, end: over, clips }) => {
      const [first] = clips;
      const stretch = { from: share(fromInstant(start)), to: share(fromInstant(over)) };
      return first === undefined ? [] : [{ ...stretch, clip: first.id, start, clips: clips.length }];
    }),
    gaps: recordings.flatMap(({ start, gapBeforeMs }) => {
      if (gapBeforeMs === null || gapBeforeMs === 0) return [];
      const over = fromInstant(start);
      return [{ from: share(over - gapBeforeMs), to: share(over), end: start, ms: gapBeforeMs }];
    }),
  }));
}
