/** The end of an order: that it is done and the custody entry that says so commit together. */
import { toInstant } from '../../domain/time.js';
import type { StoredObject } from '../target.js';
import type { ArchivePlace, SyncContext } from './context.js';
import { nextNight, nightOf } from '../rolling-audit/rota.js';
import { orderKey } from './order-key.js';

const KINDS = { original: 'clip.archived', sidecar: 'sidecar.archived', record: 'record.archived' } as const;

/** @param seen as the archive showed it last */
export function finishOrder(sync: SyncContext, place: ArchivePlace, id: number, seen: StoredObject | null): void {
  const { store, clock } = sync;
  store.transaction(() => {
    const order = store.outbox.get(id);
    if (order?.state !== 'verified' || order.sha256 === null || order.bytes === null) return;
    const { clipId, sha256, bytes, version, objectVersion, readBack, kind } = order;
    const at = toInstant(clock.now());
    store.outbox.done(id, at);
    const { auditNights, zone } = sync.settings;
    store.archiveReads.plan(id, auditNights, nextNight(sha256, nightOf(at, zone), auditNights));
    store.archiveReads.locked(id, confirmed(seen));
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
        ...confirmed(seen),
      },
      { clipId },
    );
    if (kind === 'record' && version !== null) store.archives.dropRecordBody(clipId, version);
    store.clearAlarm('archive.refused', `${place.name}:${String(id)}`);
  });
}

const confirmed = (seen: StoredObject | null) => ({
  retainUntil: seen?.retention?.until ?? null,
  enforcement: seen?.retention?.enforcement ?? null,
  legalHold: seen?.legalHold ?? false,
});
