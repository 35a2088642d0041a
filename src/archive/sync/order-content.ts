/** The bytes of an order: a file of the station, or a record as it was built. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Finding } from '../../store/verify/finding.js';
import { ArchivedReader } from '../clear/archived-reader.js';
import { fetchInto } from '../clear/fetch-into.js';
import { ArchiveError } from '../errors.js';
import type { Content } from '../target.js';
import type { ArchivePlace, BuiltOrder, SyncContext } from './context.js';
import { orderKey } from './order-key.js';

/**
 * Hands the content over while it is used. An original that was cleared from the station's disk comes from another archive.
 * @throws ArchiveError `bwc.archive.source` where the station does not have them any more
 */
export async function withContent<T>(
  sync: SyncContext,
  order: BuiltOrder,
  use: (content: Content) => Promise<T>,
): Promise<T> {
  const cleared = order.kind === 'record' ? undefined : sync.store.cleared.get(order.sha256);
  if (cleared?.removedAt == null) return use(await contentHere(sync, order));
  const { store, places } = sync;
  const found = (clip: string, { kind, detail }: Finding): void => {
    store.raiseAlarm('archive.altered', clip, { kind, detail });
  };
  const reader = new ArchivedReader(store, places, { found });
  const { path, release } = await fetchInto(reader, cleared, store.paths.making, '');
  try {
    return await use({ file: path, bytes: cleared.bytes, sha256: cleared.sha256 });
  } finally {
    await release();
  }
}

async function contentHere(sync: SyncContext, order: BuiltOrder): Promise<Content> {
  const { sha256, bytes, kind, clipId } = order;
  if (kind === 'record') return { data: await recordBody(sync, order), sha256 };
  const original = sync.store.originals.get(sha256);
  if (original === undefined)
    throw new ArchiveError('bwc.archive.source', `there is no content ${sha256} of ${clipId}`, { clip: clipId });
  return { file: join(sync.store.paths.root, original.storedPath), bytes, sha256 };
}

/** A version that every archive had may be wanted once more by one that was configured since: the others have it. */
async function recordBody(sync: SyncContext, order: BuiltOrder): Promise<Uint8Array> {
  const { clipId, version, sha256 } = order;
  const kept = sync.store.archives.recordBody(clipId, version ?? 0);
  if (kept !== null) return kept;
  for (const place of sync.places) {
    const found = place.name === order.target ? null : await readWhole(sync, place, order);
    if (found !== null && createHash('sha256').update(found).digest('hex') === sha256) return found;
  }
  throw new ArchiveError('bwc.archive.source', `no archive has version ${String(version)} of the record of ${clipId}`, {
    clip: clipId,
  });
}

async function readWhole(sync: SyncContext, { name, target }: ArchivePlace, order: BuiltOrder): Promise<Buffer | null> {
  const there = sync.store.outbox
    .of(order.clipId)
    .find((o) => o.target === name && o.version === order.version && o.state === 'done');
  if (there === undefined) return null;
  return buffer(await target.read(orderKey(sync.store.marker.stationId, order), there.objectVersion));
}
