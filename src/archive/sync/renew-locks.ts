/** When the record of a clip changed, so may have how long it is kept: what is at the archive already is locked anew. */
import { fromInstant, toInstant } from '../../domain/time.js';
import type { ConfirmedLock } from '../../store/repositories/archive-reads.js';
import { ArchiveError } from '../errors.js';
import type { ArchivePlace, BuiltOrder, SyncContext } from './context.js';
import { lockOf, type Lock } from './lock-of.js';
import { lasts } from './next-step.js';
import { orderKey } from './order-key.js';
import { renewBags } from './renew-bags.js';

/** Nothing is to be asked for that the archive has shown already: so it is of a record that follows its original. */
const isConfirmed = (known: ConfirmedLock | undefined, { until, legalHold }: Lock, mayLift: boolean): boolean =>
  known?.retainUntil != null &&
  fromInstant(known.retainUntil) >= fromInstant(until) &&
  (known.legalHold === legalHold || (known.legalHold === true && !mayLift));

/**
 * Never shortens. A hold is lifted from an original only: what lies beside it may be another clip's as well. Earlier records
 * count like the last one, which rests on them; so do the bags that the clip is in.
 */
export async function renewLocks(sync: SyncContext, place: ArchivePlace, record: BuiltOrder): Promise<void> {
  const { name, archiveId, target } = place;
  const { store, settings, clock } = sync;
  const lock = lockOf(store, record.clipId, settings, toInstant(clock.now()));
  for (const order of store.outbox.of(record.clipId)) {
    if (order.target !== name || order.state !== 'done' || order.sha256 === null || order.bytes === null) continue;
    if (isConfirmed(store.archiveReads.get(order.id), lock, order.kind === 'original')) continue;
    const built = { ...order, sha256: order.sha256, bytes: order.bytes };
    const key = orderKey(store.marker.stationId, built);
    const look = () => target.head(key, order.objectVersion ?? undefined);
    const seen = await look();
    if (seen === null) throw new ArchiveError('bwc.archive.missing', `the archive has no ${key} any more`, { key });
    const lift = order.kind === 'original' && seen.legalHold && !lock.legalHold;
    const kept =
      lasts(seen.retention, lock.until) || (await target.retain(key, order.objectVersion, lock.until)) === null;
    const held = seen.legalHold === lock.legalHold || (!lift && seen.legalHold);
    if (!held) await target.hold(key, order.objectVersion, lock.legalHold);
    const now = kept && held ? seen : await look();
    if (now === null || (!kept && !lasts(now.retention, lock.until)))
      throw new ArchiveError('bwc.archive.lock', `${key} is not locked until ${lock.until}`, { key });
    const confirmed = {
      retainUntil: now.retention?.until ?? null,
      enforcement: now.retention?.enforcement ?? null,
      legalHold: now.legalHold,
    };
    const before = store.archiveReads.get(order.id)?.retainUntil ?? null;
    const { kind, sha256, objectVersion, clipId } = built;
    store.transaction(() => {
      store.archiveReads.locked(order.id, confirmed);
      if (confirmed.retainUntil === null || (before !== null && before >= confirmed.retainUntil)) return;
      const about = { target: name, archive: archiveId, part: kind, key, objectVersion, sha256 };
      store.log.append('archive.lock_renewed', { ...about, ...confirmed, before }, { clipId });
    });
  }
  await renewBags(sync, place, record.clipId, lock.until);
}
