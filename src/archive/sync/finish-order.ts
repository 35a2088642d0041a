/** The end of an order: that it is done and the custody entry that says so commit together. */
import { toInstant } from '../../domain/time.js';
import type { StoredObject } from '../target.js';
import type { ArchivePlace, SyncContext } from './context.js';
import { orderKey } from './order-key.js';

const KINDS = { original: 'clip.archived', sidecar: 'sidecar.archived', record: 'record.archived' } as const;

/** @param seen as the archive showed it last */
export function finishOrder(sync: SyncContext, place: ArchivePlace, id: number, seen: StoredObject | null): void {
  const { store, clock } = sync;
  store.transaction(() => {
    const order = store.outbox.get(id);
    if (order?.state !== 'verified' || order.sha256 === null || order.bytes === null) return;
    const { clipId, sha256, bytes, version, objectVersion, readBack, kind } = order;
    store.outbox.done(id, toInstant(clock.now()));
    store.log.append(
      KINDS[kind],
      {
        target: place.name,
        archive: place.archiveId,
        key: orderKey(store.marker.stationId, { ...order, sha256, bytes }),
        objectVersion,
        ...(kind === 'record' ? { version } : {}),
        sha256,
        bytes,
        readBack,
        retainUntil: seen?.retention?.until ?? null,
        enforcement: seen?.retention?.enforcement ?? null,
        legalHold: seen?.legalHold ?? false,
      },
      { clipId },
    );
    if (kind === 'record' && version !== null) store.archives.dropRecordBody(clipId, version);
    store.clearAlarm('archive.refused', `${place.name}:${String(id)}`);
  });
}
