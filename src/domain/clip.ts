import type { PreviewState } from './preview.js';

export const CLIP_KINDS = ['video', 'audio', 'photo'] as const;
/** 音视频文件 / 声像资料. */
export type ClipKind = (typeof CLIP_KINDS)[number];

export const SIDECAR_KINDS = ['gps', 'log', 'thumbnail'] as const;
export type SidecarKind = (typeof SIDECAR_KINDS)[number];

/**
 * `stored`: every byte is on the station's disk, fsynced, its digest taken in the same pass, row and custody entry
 * committed. `verified`: also read back from the disk itself, past the page cache, with the same digest.
 */
export const CLIP_STATES = ['stored', 'verified'] as const;
export type ClipState = (typeof CLIP_STATES)[number];

/** How the bytes were read back after writing: past the cache, through the cache, or not at all. */
export type ReadBack = 'direct' | 'cached' | 'none';

/** What a listed file on a camera turned out to be. Exactly one, for every file: nothing is skipped in silence. */
export type EntryClass =
  | { readonly as: 'clip'; readonly kind: ClipKind }
  /** `of` is the index in the listing of the clip it belongs to. */
  | { readonly as: 'sidecar'; readonly kind: SidecarKind; readonly of: number }
  | { readonly as: 'unfinalised'; readonly reason: string }
  | { readonly as: 'ignored'; readonly reason: string }
  /** It could not even be looked at. It counts as a failure, never as "nothing there". */
  | { readonly as: 'failed'; readonly reason: string };

/** What became of the files of one visit. `onCamera` counts clips; `failed` and `waiting` count their sidecars and unreadable folders too. */
export interface VisitTally {
  readonly onCamera: number;
  readonly stored: number;
  readonly alreadyKnown: number;
  /** Clips that were on the station and were disposed of since: neither on it nor taken in again. */
  readonly disposed: number;
  readonly unfinalised: number;
  readonly failed: number;
  /** Listed but not yet handled: the visit was interrupted, cancelled, or the disk has no room. */
  readonly waiting: number;
  readonly ignored: number;
  readonly sidecars: number;
  readonly bytesStored: number;
}

/**
 * Every listed clip and its sidecars are on the station's disk, or were until two people decided to dispose of them. Unfinalised files are no clips yet: they stay on the
 * camera, are counted apart, and are taken in at a later visit once the firmware has closed them.
 */
export const isSafeToRemove = (t: VisitTally): boolean => t.failed === 0 && t.waiting === 0;

/** Where a camera time was read; the order of trust for a start is the order here. */
export type TimeSource = 'file name' | 'exif' | 'media' | 'file modification time';

/**
 * The three clocks of a clip. `camera` holds digits exactly as the camera's clock showed them; `corrected` is null
 * where no defensible instant follows from them; `station` is the station's own clock.
 */
export interface ClipTimes {
  readonly camera: {
    readonly start: string | null;
    readonly startSource: TimeSource | null;
    readonly end: string | null;
    readonly endSource: TimeSource | 'start plus duration' | null;
  };
  readonly corrected: {
    readonly start: string | null;
    readonly end: string | null;
    /** On what the correction rests, or why there is none. */
    readonly basis: string;
    /** Half width in milliseconds; null where nothing bounds it. */
    readonly uncertaintyMs: number | null;
  };
  readonly station: { readonly storedAt: string };
}

/** Whether a clip has a label, and whether it ever had all that the rulebook asks for. */
export const LABEL_STATES = ['none', 'incomplete', 'complete'] as const;
export type LabelStateName = (typeof LABEL_STATES)[number];

export type MediaState = 'pending' | 'read' | 'unreadable' | 'unavailable';

/** A clip as the station shows it. */
export interface ClipView {
  readonly id: string;
  readonly sha256: string;
  readonly sm3: string | null;
  readonly bytes: number;
  readonly kind: ClipKind;
  readonly state: ClipState;
  /** Serial of the camera, or null where it has none that could be read. */
  readonly camera: string | null;
  readonly cameraId: string;
  /** As the camera was set. */
  readonly officerNo: string | null;
  /** Whose it is: by the ledger of cameras given out, and else by the camera. */
  readonly owner: string | null;
  readonly sourceType: string;
  /** The path on the camera: exact where its bytes are UTF-8, else escaped, with the exact bytes in `sourcePathBase64`. */
  readonly sourcePath: string;
  readonly sourcePathBase64: string | null;
  readonly storedPath: string;
  readonly storedAt: string;
  /** Corrected start and end (ISO 8601, UTC), null where unknown. */
  readonly start: string | null;
  readonly end: string | null;
  readonly durationMs: number | null;
  readonly recording: string | null;
  /** Silence between the end of the recording before it (same camera) and this clip; only where over 2 s. */
  readonly gapBeforeMs: number | null;
  readonly visit: string;
  readonly important: boolean;
  readonly encrypted: boolean;
  readonly locked: boolean | null;
  readonly readBack: ReadBack;
  readonly times: ClipTimes | null;
  readonly media: { readonly state: MediaState; readonly reason: string | null; readonly facts: unknown };
  readonly thumbnail: string | null;
  /** Null where nothing can be made of it, or its content is still to be read. */
  readonly preview: PreviewState | null;
  readonly note: string | null;
  readonly label: LabelStateName;
  /** The name given by the rulebook, without extension; null while there is none. */
  readonly name: string | null;
  readonly activity: string | null;
  readonly case: string | null;
  /** The archive that has the original where it was cleared from the station's disk; null where it lies there. */
  readonly cleared: { readonly target: string; readonly at: string } | null;
}

export interface SidecarView {
  readonly sha256: string;
  readonly kind: SidecarKind;
  readonly bytes: number;
  readonly sourcePath: string;
  readonly storedPath: string;
  readonly storedAt: string;
}
