/** What the station offers to whoever looks at clips. */
import type { Readable } from 'node:stream';
import type { PreviewView } from '../../domain/preview.js';
import type { Track } from '../../domain/track.js';

/** What can be looked at. `thumbnail` and `poster` are small pictures for lists. */
export const MEDIA_PARTS = ['original', 'preview', 'picture', 'sheet', 'poster', 'thumbnail'] as const;
export type MediaPart = (typeof MEDIA_PARTS)[number];

/** A content that does not lie on this machine's disk. */
export interface BytesElsewhere {
  readonly bytes: number;
  /** @param length bytes from `from` on; more than none @throws ArchiveError where it cannot be had */
  read(from: number, length: number): Promise<Readable>;
}

/** One file that may be served. */
export interface MediaFile {
  /** The clip it is of. */
  readonly clip: string;
  /** Absolute, on this machine; or whoever hands the bytes over. */
  readonly from: string | BytesElsewhere;
  /** As on record; null where nothing says how many there should be. */
  readonly bytes: number | null;
  /** Of the content as it was recorded; serving does not check it again. */
  readonly etag: string;
  readonly type: string;
  readonly inline: boolean;
  readonly name: string;
}

/**
 * Whether the caller may see the clip was asked before. Everything here asks whether it is there and was not disposed of.
 * @throws BwcError `bwc.store.not_found`, `bwc.disposal.done`, `bwc.media.no_preview`
 */
export interface ClipMedia {
  file(clip: string, part: MediaPart): Promise<MediaFile>;
  /** Makes a preview now, or says what there is. */
  preview(clip: string): Promise<PreviewView>;
  /** Where the camera was, as far as anything beside the clip says so. */
  track(clip: string): Promise<Track>;
  /** The file on the disk is not what is on record. */
  altered(clip: string, part: MediaPart): Promise<void>;
}
