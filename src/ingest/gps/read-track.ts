/** The track of a clip out of the files beside it. Text, read as bytes and held to its checksums: no library is involved. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { messageOf } from '../../domain/errors.js';
import type { Instant } from '../../domain/time.js';
import type { Track, TrackPoint, TrackSource } from '../../domain/track.js';
import { TrackReader } from './track-reader.js';

export interface TrackFile {
  /** On the station's disk. */
  readonly file: string;
  /** On the camera. */
  readonly path: string;
  readonly sha256: string;
}

/** Two sentences a second are half a MiB an hour: this is more than a day. */
const MAX_BYTES = 16 * 2 ** 20;
/** More than a plot can show. */
const MAX_POINTS = 10_000;

/** @param start of the clip, where it is known */
export async function readTrack(files: readonly TrackFile[], start: Instant | null): Promise<Track> {
  const points: TrackPoint[] = [];
  const sources: TrackSource[] = [];
  for (const { file, path, sha256 } of files) {
    const reader = new TrackReader(start);
    const reason = await feed(file, reader);
    // One at a time: a call takes only so many arguments.
    for (const point of reader.points) points.push(point);
    const { withoutFix, rejected } = reader;
    const nothing = reader.points.length + withoutFix === 0 ? 'it holds no NMEA sentences' : null;
    sources.push({ path, sha256, points: reader.points.length, withoutFix, rejected, reason: reason ?? nothing });
  }
  const every = Math.max(1, Math.ceil(points.length / MAX_POINTS));
  return { points: points.filter((_, i) => i % every === 0), every, sources };
}

/** @returns why it was not read to its end, or null */
async function feed(file: string, reader: TrackReader): Promise<string | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      let left = MAX_BYTES;
      for await (const chunk of handle.createReadStream({
        autoClose: false,
        end: MAX_BYTES - 1,
      }) as AsyncIterable<Buffer>) {
        left -= chunk.length;
        reader.feed(chunk.toString('latin1'));
      }
      reader.end();
      return left > 0 ? null : `only its first ${String(MAX_BYTES / 2 ** 20)} MiB were read`;
    } finally {
      await handle.close();
    }
  } catch (error) {
    return messageOf(error);
  }
}
