/** The bytes of a record that was built: from this station while it keeps them, and later from an archive that has them. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ArchiveError } from '../errors.js';
import type { ArchivePlace, SyncContext } from './context.js';
import { recordKey } from './order-key.js';

interface RecordName {
  readonly clipId: string;
  readonly version: number;
  readonly sha256: string;
}

/** @throws ArchiveError `bwc.archive.source` where nobody has it; what reading an archive throws */
export async function recordBytes(sync: Pick<SyncContext, 'store' | 'places'>, record: RecordName): Promise<Buffer> {
  const { clipId, version, sha256 } = record;
  const kept = sync.store.archives.recordBody(clipId, version);
  if (kept !== null) return kept;
  for (const place of sync.places) {
    const found = await readWhole(sync, place, record);
    if (found !== null && createHash('sha256').update(found).digest('hex') === sha256) return found;
  }
  throw new ArchiveError('bwc.archive.source', `no archive has version ${String(version)} of the record of ${clipId}`, {
    clip: clipId,
  });
}

async function readWhole(
  { store }: Pick<SyncContext, 'store'>,
  { name, target }: ArchivePlace,
  { clipId, version }: RecordName,
): Promise<Buffer | null> {
  const there = store.outbox.of(clipId).find((o) => o.target === name && o.version === version && o.state === 'done');
  if (there === undefined) return null;
  return buffer(await target.read(recordKey(store.marker.stationId, clipId, version), there.objectVersion));
}
