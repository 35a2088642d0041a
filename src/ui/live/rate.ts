/** How fast bytes come, from what was heard lately. Pure. */
import { lastIn, lastIndexWhere } from '../lib/last.js';

export interface Heard {
  /** Monotonic, milliseconds. */
  readonly at: number;
  readonly bytes: number;
}

export interface Progress {
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** The file that is being read, as a path on the camera. */
  readonly path: string | null;
  readonly heard: readonly Heard[];
}

/** Long enough to be calm, short enough to show that a camera has slowed down. */
const WINDOW_MS = 8_000;
/** A rate from less than this would jump about. */
const LEAST_MS = 400;

export function heardMore(before: Progress | undefined, now: Omit<Progress, 'heard'>, at: number): Progress {
  const goesOn = before !== undefined && before.doneBytes <= now.doneBytes ? before.heard : [];
  const heard = [...goesOn, { at, bytes: now.doneBytes }];
  const from = lastIndexWhere(heard, (h) => at - h.at >= WINDOW_MS);
  return { ...now, heard: heard.slice(Math.max(0, from)) };
}

/** Bytes a second; null while too little was heard. */
export function rateOf({ heard }: Progress): number | null {
  const [first, last] = [heard[0], lastIn(heard)];
  if (first === undefined || last === undefined || last.at - first.at < LEAST_MS) return null;
  return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
}

/** Milliseconds until all is read at this rate; null where nothing says so. */
export function timeLeft(progress: Progress): number | null {
  const rate = rateOf(progress);
  return rate === null || rate <= 0 ? null : ((progress.totalBytes - progress.doneBytes) * 1000) / rate;
}
