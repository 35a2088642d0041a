/** The bytes of an order: a file of the station, or a record as it was built. */
import { join } from 'node:path';
import { ArchiveError } from '../errors.js';
import type { Content } from '../target.js';
import type { BuiltOrder, SyncContext } from './context.js';
import { recordBytes } from './record-bytes.js';

/** @throws ArchiveError `bwc.archive.source` where the station does not have them any more */
export async function orderContent(sync: SyncContext, order: BuiltOrder): Promise<Content> {
  const { sha256, bytes, kind, clipId } = order;
  if (kind === 'record')
    return { data: await recordBytes(sync, { clipId, sha256, version: order.version ?? 0 }), sha256 };
  const original = sync.store.originals.get(sha256);
  if (original === undefined)
    throw new ArchiveError('bwc.archive.source', `there is no content ${sha256} of ${clipId}`, { clip: clipId });
  return { file: join(sync.store.paths.root, original.storedPath), bytes, sha256 };
}
