/**
 * A record is a document beside the log; its digest in the log makes it as hard to change as the log. The same entry is
 * what the next version goes on from, so that nothing has to be remembered elsewhere.
 */
import { z } from 'zod';
import type { Appended } from '../../store/custody/log.js';
import type { Repositories, StationStore } from '../../store/station-store.js';
import type { BuiltRecord, RecordRef } from './build.js';

const refSchema = z.object({ version: z.int().positive(), sha256: z.string(), contentSha256: z.string() });

/** Inside the transaction in which the record is put in line for the archive. */
export const logRecord = (store: StationStore, { clip, version, sha256, contentSha256 }: BuiltRecord): Appended =>
  store.log.append(
    'archive.record',
    { station: store.marker.stationId, version, sha256, contentSha256 },
    { clipId: clip },
  );

/** The last record that was built of a clip; null for none. */
export function lastRecord(store: Repositories, clipId: string): RecordRef | null {
  const [entry] = store.custody.list({ clip: clipId, kind: 'archive.record', limit: 1, newestFirst: true });
  const parsed = refSchema.safeParse(entry?.body);
  return parsed.success ? parsed.data : null;
}
