/** Sees to it that the record an order speaks of was built: once, before its first byte goes out, and kept until it has arrived. */
import { buildRecord } from '../record/build.js';
import type { SyncOrder } from '../../store/repositories/outbox-order.js';
import type { BuiltOrder, SyncContext } from './context.js';
import type { WriteDown } from './group-commit.js';

/** @returns null where nothing changed since the version that was ordered before: then the order is gone */
export async function buildOrder(sync: SyncContext, order: SyncOrder, write: WriteDown): Promise<BuiltOrder | null> {
  if (isBuilt(order)) return order;
  // A record is proven by a checkpoint over all entries about its clip.
  await sync.store.signer.sign((sync.store.custody.ofClip(order.clipId).at(-1) ?? 0) + 1);
  return write(() => {
    const { archives, outbox } = sync.store;
    const { id, clipId, target } = order;
    const previous = archives.lastRecord(clipId) ?? null;
    const built = buildRecord(sync.store, clipId, sync.verdictsOf(clipId), previous);
    if (built !== null) archives.addRecord(clipId, { ...built, bytes: built.bytes.length }, built.bytes);
    const record = built === null ? previous : { ...built, bytes: built.bytes.length };
    if (record === null || archives.hasRecord(target, clipId, record.version)) {
      outbox.settled(id);
      return null;
    }
    outbox.built(id, record);
    const now = outbox.get(id);
    return now !== undefined && isBuilt(now) ? now : null;
  });
}

const isBuilt = (order: SyncOrder): order is BuiltOrder => order.sha256 !== null && order.bytes !== null;
