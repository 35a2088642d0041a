/** What the station makes of a clip so that it can be looked at in a browser. Derived, never evidence, made again at will. */

/**
 * `preview`: H.264 and AAC (video) or AAC alone (sound). `picture`: a photo, upright, scaled down. `poster`: one small
 * picture. `sheet`: nine pictures from beginning to end.
 */
export const PREVIEW_ROLES = ['preview', 'picture', 'poster', 'sheet'] as const;
export type PreviewRole = (typeof PREVIEW_ROLES)[number];

/**
 * `waiting`: to be made in the background. `made`. `asIs`: browsers play the original, nothing is made. `failed`: with
 * the reason. `dropped`: there was no room to keep it; made again when it is asked for.
 */
export const PREVIEW_STATES = ['waiting', 'made', 'asIs', 'failed', 'dropped'] as const;
export type PreviewState = (typeof PREVIEW_STATES)[number];

export interface PreviewFileView {
  readonly role: PreviewRole;
  readonly sha256: string;
  readonly bytes: number;
  readonly type: 'video/mp4' | 'audio/mp4' | 'image/jpeg';
  /** Pixels; null for sound. */
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
}

export interface PreviewView {
  /** Null where the clip's content was not read, or could not be: nothing can be made of it. */
  readonly state: PreviewState | null;
  /** Why there is none, or what it lacks of the original; null where nothing is to be said. */
  readonly reason: string | null;
  /** When it was made, or tried last; null before. */
  readonly at: string | null;
  readonly files: readonly PreviewFileView[];
}
