/** Whether the bytes of an archived object are whole anywhere else, as far as is known here. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchivedObject } from '../../store/repositories/archive-reads.js';
import type { ArchivePlace, SyncContext } from '../sync/context.js';

/** What a record says is on record here: it can be said again. */
export async function isElsewhere(
  { store }: SyncContext,
  place: ArchivePlace,
  object: ArchivedObject,
): Promise<boolean> {
  const { orderId, clipId, sha256 } = object;
  if (store.outbox.get(orderId)?.kind === 'record') return true;
  const original = store.originals.get(sha256);
  if (original !== undefined) {
    const there = await stat(join(store.paths.root, original.storedPath)).catch(() => null);
    if (there?.isFile() === true && there.size === object.bytes) return true;
  }
  return store.outbox
    .of(clipId)
    .some(
      (o) =>
        o.target !== place.name &&
        o.sha256 === sha256 &&
        o.state === 'done' &&
        store.archiveFindings.openAt(o.target, o.id).length === 0,
    );
}
