/** What goes into the sandbox: the request, then `pause` and `go`, a line each. What comes out stands in `maker-answer.ts`. */
import type { Quality } from './quality.js';

/** The most that is made of one clip: preview, poster and contact sheet. */
export const MAX_FILES = 3;

export interface MakerRequest {
  readonly ffprobe: string;
  readonly ffmpeg: string;
  /** Inside the sandbox. */
  readonly clip: string;
  /** Files inside the sandbox that may be written, in this order. */
  readonly outputs: readonly string[];
  readonly quality: Quality;
  readonly threads: number;
}

export const PAUSE = 'pause';
export const GO = 'go';
