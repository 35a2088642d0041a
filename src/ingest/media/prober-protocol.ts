/** What goes into the sandbox (one JSON text on stdin) and what comes out (one JSON text per line on stdout). */
import type { ClipKind } from '../../domain/clip.js';
import type { MediaFacts } from './media-facts.js';

export interface ProbeJob {
  /** Position in the batch, from 0. Answers come in this order, one per job. */
  readonly index: number;
  /** Inside the sandbox: `/in/<n>`. */
  readonly path: string;
  /** What the camera's listing took it for. Only used to say so when the content is something else. */
  readonly kind: ClipKind;
}

export interface ProbeRequest {
  readonly ffprobe: string;
  readonly ffmpeg: string;
  readonly thumbnail: boolean;
  readonly jobs: readonly ProbeJob[];
}

export interface ProbeAnswer {
  readonly index: number;
  readonly facts: MediaFacts;
}

/** The first line of stdout: the sandbox stands and the prober runs. Whatever fails after it is a clip's doing. */
export const READY = 'ready';
