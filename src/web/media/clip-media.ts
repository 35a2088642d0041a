/** What the station offers to whoever looks at clips. */
import type { PreviewView } from '../../domain/preview.js';
import type { Track } from '../../domain/track.js';
import type { Reach } from '../../domain/person.js';

/** What can be looked at. `thumbnail` and `poster` are small pictures for lists. */
export const MEDIA_PARTS = ['original', 'preview', 'picture', 'sheet', 'poster', 'thumbnail'] as const;
export type MediaPart = (typeof MEDIA_PARTS)[number];

/** Who looks, and with whose footage. */
export interface Viewer {
  /** As custody entries name them. */
  readonly by: string;
  /** Null for the operator at the machine. */
  readonly person: string | null;
  readonly session: string | null;
  readonly reach: Reach;
}

/** One file that may be served. */
export interface MediaFile {
  /** Absolute. */
  readonly path: string;
  /** As on record; null where nothing says how many there should be. */
  readonly bytes: number | null;
  /** Of the content as it was recorded; serving does not check it again. */
  readonly etag: string;
  readonly type: string;
  readonly inline: boolean;
  readonly name: string;
}

/**
 * Everything here asks first whether the clip is there, was not disposed of, and is one of those the viewer may see.
 * @throws BwcError `bwc.store.not_found` (also for what the viewer may not see), `bwc.disposal.done`, `bwc.media.no_preview`
 */
export interface ClipMedia {
  /** With the entry that it was looked at, where the part is more than a picture in a list. */
  file(clip: string, part: MediaPart, viewer: Viewer): Promise<MediaFile>;
  /** Makes a preview now, or says what there is. */
  preview(clip: string, viewer: Viewer): Promise<PreviewView>;
  /** Where the camera was, as far as anything beside the clip says so. */
  track(clip: string, viewer: Viewer): Promise<Track>;
  /** The file on the disk is not what is on record. */
  altered(clip: string, part: MediaPart): Promise<void>;
}
