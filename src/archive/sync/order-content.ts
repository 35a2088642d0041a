/** The bytes of an order: a file of the station, or a record as it was built. */
import { join } from 'node:path';
import type { Finding } from '../../store/verify/finding.js';
import { seenOtherwise } from '../rolling-audit/seen-otherwise.js';
import { ArchivedReader } from '../clear/archived-reader.js';
import { fetchInto } from '../clear/fetch-into.js';
import { ArchiveError } from '../errors.js';
import type { Content } from '../target.js';
import type { BuiltOrder, SyncContext } from './context.js';
import { recordBytes } from './record-bytes.js';

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
  const found = (clip: string, finding: Finding, target: string): void => {
    seenOtherwise(sync, target, clip, finding);
  };
  const reader = new ArchivedReader(store, places, { found });
  const { path, release } = await fetchInto(reader, cleared, store.paths.making, '');
  try {
    return await use({ file: path, bytes: cleared.bytes, sha256: cleared.sha256 });
  } finally {
    await release();
  }
}

/** Whether the station has the content itself: not where it was cleared, nor of a record that another archive was to keep. */
export function isHere(
  { cleared, archives }: SyncContext['store'],
  { kind, sha256, clipId, version }: BuiltOrder,
): boolean {
  return kind === 'record'
    ? archives.recordBody(clipId, version ?? 0) !== null
    : cleared.get(sha256)?.removedAt == null;
}

async function contentHere(sync: SyncContext, order: BuiltOrder): Promise<Content> {
  const { sha256, bytes, kind, clipId } = order;
  if (kind === 'record')
    return { data: await recordBytes(sync, { clipId, sha256, version: order.version ?? 0 }), sha256 };
  const original = sync.store.originals.get(sha256);
  if (original === undefined)
    throw new ArchiveError('bwc.archive.source', `there is no content ${sha256} of ${clipId}`, { clip: clipId });
  return { file: join(sync.store.paths.root, original.storedPath), bytes, sha256 };
}
