/** Builds the bag of a visit as it stands at one archive: once for each set of clips that are there, and kept until it has arrived. */
import { createHash } from 'node:crypto';
import { sealed, type Bag } from '../bag/bag.js';
import { readChecker } from '../bag/checker.js';
import { packTags } from '../bag/packed.js';
import { visitBag } from '../bag/visit-bag.js';
import type { BagOrder, BuiltBag } from '../../store/repositories/archive-bags.js';
import type { SyncContext } from './context.js';
import { recordBytes } from './record-bytes.js';

/** @returns null where nothing is there that the last version did not tell of: then the order is gone */
export async function buildBag(sync: SyncContext, order: BagOrder): Promise<(BagOrder & BuiltBag) | null> {
  if (isBuilt(order)) return order;
  const { store } = sync;
  const { id, target, visitId } = order;
  const { there, withheld } = store.bags.clips(target, visitId);
  const records = await recordsOf(sync, there);
  // Its entries are proven by a checkpoint over all of them.
  await store.signer.sign();
  return store.transaction(() => {
    const last = store.bags.lastBuilt(target, visitId);
    const bag =
      there.length === 0 ? null : visitBag(store, { visit: visitId, records, withheld, checker: readChecker() });
    const payload = bag === null ? null : payloadOf(bag);
    if (bag === null || payload === null || payload === last?.payload) {
      store.bags.settled(id);
      return null;
    }
    const tags = sealed(bag.tags);
    const about = {
      version: (last?.version ?? 0) + 1,
      payload,
      sha256: sha256Of(tags.at(-1)?.bytes ?? Buffer.alloc(0)),
      files: tags.length,
      bytes: tags.reduce((sum, { bytes }) => sum + bytes.length, 0),
      clips: there.length,
      withheld: withheld.length,
    };
    store.bags.built(id, about, packTags(tags));
    return { ...order, ...about };
  });
}

/** All versions of each, the first one first. */
export async function recordsOf(
  sync: Pick<SyncContext, 'store' | 'places'>,
  clips: readonly string[],
): Promise<Buffer[]> {
  const records: Buffer[] = [];
  for (const clipId of clips)
    for (const { version, sha256 } of sync.store.archives.records(clipId))
      records.push(await recordBytes(sync, { clipId, version, sha256 }));
  return records;
}

const payloadOf = (bag: Bag): string =>
  sha256Of(bag.tags.find(({ path }) => path === 'manifest-sha256.txt')?.bytes ?? Buffer.alloc(0));

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isBuilt = (order: BagOrder): order is BagOrder & BuiltBag => order.version !== null;
