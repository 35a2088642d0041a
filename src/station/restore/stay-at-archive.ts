/** Which originals a restored station may leave at the archive, and the rows that say that they lie there: cleared, as if from its disk. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { originalKey } from '../../archive/keys.js';
import type { ArchivePlace } from '../../archive/sync/context.js';
import type { Instant } from '../../domain/time.js';
import { holds } from '../../policy/retention/hold.js';
import type { Original } from '../../store/repositories/originals.js';
import type { SyncOrder } from '../../store/repositories/outbox-order.js';
import type { Repositories, StationStore } from '../../store/station-store.js';

/**
 * Where an archive had it whole, locked and read back before the station was lost; but what a hold lies on, what is of a
 * case, and what came beside a clip is always fetched.
 */
export function mayStay(store: Repositories, places: readonly ArchivePlace[], original: Original): boolean {
  return copyOf(store, places, original) !== undefined;
}

interface Copy {
  readonly clipId: string;
  readonly place: ArchivePlace;
  readonly order: SyncOrder;
}

function copyOf(store: Repositories, places: readonly ArchivePlace[], { sha256 }: Original): Copy | undefined {
  const clipId = store.clips.idOfContent(sha256);
  if (clipId === undefined) return undefined;
  const [facts] = store.clipFacts.some([clipId]);
  const held = (store.holds.ofClips([clipId]).get(clipId) ?? []).some(holds);
  if (facts === undefined || facts.caseId !== null || held || store.cleared.isSidecar(sha256)) return undefined;
  if (store.disposals.get(clipId) !== undefined) return undefined;
  for (const order of store.outbox.of(clipId)) {
    if (order.kind !== 'original' || order.state !== 'done' || order.sha256 !== sha256) continue;
    const archiveId = store.archives.get(order.target)?.archiveId;
    const place = places.find((p) => p.archiveId === archiveId);
    if (place !== undefined) return { clipId, place, order };
  }
  return undefined;
}

/** Of those that are not on the disk now; done again, it finds nothing left to do. */
export function leaveAtArchive(store: StationStore, places: readonly ArchivePlace[], by: string, at: Instant): void {
  for (const original of store.originals.after('')) {
    const { sha256, storedPath, bytes } = original;
    if (existsSync(join(store.paths.root, storedPath)) || store.cleared.get(sha256) !== undefined) continue;
    const copy = copyOf(store, places, original);
    if (copy === undefined) continue;
    const { clipId, place, order } = copy;
    const { target, objectVersion, retainUntil, readBack, doneAt } = order;
    const key = originalKey(sha256);
    const row = { sha256, storedPath, bytes, target, archiveId: place.archiveId, key, objectVersion, by, at };
    store.transaction(() => {
      const told = { ...row, why: 'restored' as const, retainUntil, readBack, readAt: doneAt, authorised: null };
      const { seq } = store.log.append('clip.cleared', told, { clipId });
      store.cleared.add({ ...row, why: 'restored', clipId, entry: seq });
      const added = store.cleared.get(sha256);
      if (added !== undefined) store.cleared.removed(added.id, at);
    });
  }
}
