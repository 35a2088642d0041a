/**
 * What can be read out of a clip's content, and the schema that every answer of the sandboxed reader is held to.
 * Facts are what the file says of itself: they are shown and searched, never trusted as the time something happened.
 */
import { z } from 'zod';
import { MAX_THUMBNAIL_CHARS } from './limits.js';
const text = z.string().max(300);
const count = z.int().positive().max(1_000_000_000);
const videoFacts = z.strictObject({
  /** ffmpeg's name: `h264`, `hevc`, `mjpeg`; null where ffmpeg does not know it. */
  codec: text.nullable(),
  profile: text.nullable(),
  /** Pixels as coded, before `rotation`. */
  width: count,
  height: count,
  /** Frames per second as the exact fraction in the file. Null for photos and where nothing is stated. */
  frameRate: z.strictObject({ num: count, den: count }).nullable(),
  /** Degrees as in the file's display matrix (`-90`), or null where it has none. */
  rotation: z.number().min(-360).max(360).nullable(),
});
const audioFacts = z.strictObject({
  codec: text.nullable(),
  /** Hz. */
  sampleRate: count,
  channels: count,
});
const exifFacts = z.strictObject({
  /** Exactly the text in the file, usually `2026:03:01 08:09:10`, local to whatever the camera was set to. */
  dateTimeOriginalAsWritten: text.nullable(),
  make: text.nullable(),
  model: text.nullable(),
  /** EXIF 2.3, 1..8; 1 is upright. */
  orientation: z.int().min(0).max(65535).nullable(),
  /** WGS 84 degrees, north and east positive; metres above sea level, below negative. */
  gps: z
    .strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      altitudeM: z.number().nullable(),
    })
    .nullable(),
});
const factsRead = z.strictObject({
  state: z.literal('read'),
  /** By content: `mp4`, `mov`, `avi`, `jpeg`, … */
  container: text,
  /** Null for photos and where the file does not say. */
  durationMs: z.int().nonnegative().nullable(),
  video: videoFacts.nullable(),
  audio: audioFacts.nullable(),
  /** The creation time exactly as the file has it. Cameras often write local time here and call it UTC. */
  createdAsWritten: text.nullable(),
  exif: exifFacts.nullable(),
  /** Plain words, English: what is odd about the file. */
  warnings: z.array(text).max(20),
  /** Longest side 320 px, or null where none was asked for or none could be made. */
  thumbnailJpeg: z.base64().max(MAX_THUMBNAIL_CHARS).nullable(),
});
/** The file's content could not be understood. The clip is evidence all the same. */
const factsUnreadable = z.strictObject({
  state: z.literal('unreadable'),
  code: z.literal('bwc.media.unreadable'),
  reason: text,
});
/** Nothing is known about the file: this station could not look, or would have had to look unprotected. */
const factsUnavailable = z.strictObject({
  state: z.literal('unavailable'),
  code: z.literal('bwc.media.sandbox_unavailable'),
  reason: text,
});
export const mediaFactsSchema = z.discriminatedUnion('state', [factsRead, factsUnreadable, factsUnavailable]);
