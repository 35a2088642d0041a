/** Whether the bytes of an archived object are whole anywhere else, as far as is known here. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchivedObject } from '../../store/repositories/archive-reads.js';
import type { ArchivePlace, SyncContext } from '../sync/context.js';

/** What a record says is on record here: it can be said again. */
export function isElsewhere(
  { store }: Pick<SyncContext, 'store'>,
  place: Pick<ArchivePlace, 'name'>,
  object: ArchivedObject,
): boolean {
  const { orderId, clipId, sha256 } = object;
  if (store.outbox.get(orderId)?.kind === 'record') return true;
  const original = store.originals.get(sha256);
  if (original !== undefined) {
    if (isFileOf(join(store.paths.root, original.storedPath), object.bytes)) return true;
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

function isFileOf(path: string, bytes: number): boolean {
  try {
    const there = statSync(path);
    return there.isFile() && there.size === bytes;
  } catch {
    return false;
  }
}
