/** The marker of an archive in a bucket. */
import { text } from 'node:stream/consumers';
import { hasCode } from '../../../domain/errors.js';
import type { Clock } from '../../../domain/time.js';
import { newMarker, parseMarker, vanished, type ArchiveMarker } from '../../marker.js';
import { S3Engine } from './engine.js';
import { readObject } from './objects.js';
import { MARKER_KEY, type S3Reach } from './settings.js';

/** @throws ArchiveError `bwc.archive.vanished`, `bwc.archive.marker` where it is damaged */
export async function readMarker(engine: S3Engine): Promise<ArchiveMarker> {
  const found = await findMarker(engine);
  if (found !== null) return found;
  throw vanished(engine.bucket, 'no marker: emptied, or never initialised');
}

async function findMarker(engine: S3Engine): Promise<ArchiveMarker | null> {
  try {
    return parseMarker(await text(await readObject(engine, MARKER_KEY, null, { from: 0 })), engine.bucket);
  } catch (error) {
    if (hasCode(error, 'bwc.archive.missing')) return null;
    throw error;
  }
}

/**
 * Makes a bucket an archive: once, on purpose; nothing else ever writes a marker. The bucket itself, with Object Lock
 * and a default retention, is made by its administrator.
 * @returns the archive's identity, for the configuration
 */
export async function initialiseS3Archive(settings: S3Reach, clock: Clock): Promise<string> {
  const engine = new S3Engine(settings, clock);
  try {
    if ((await findMarker(engine)) === null) {
      await engine.call('initialising the archive', ({ sdk, client }) =>
        client.send(new sdk.PutObjectCommand({ Bucket: engine.bucket, Key: MARKER_KEY, Body: newMarker(clock) })),
      );
    }
    return (await readMarker(engine)).archiveId;
  } finally {
    engine.close();
  }
}
