/**
 * A bad copy that somebody came upon by looking at it, or before clearing: on record as the rolling read-back would have put
 * it there. So one fault is one finding and one alarm, is read again at the next occasion, and ends with a clean read.
 */
import type { Finding } from '../../store/verify/finding.js';
import { originalKey } from '../keys.js';
import type { SyncContext } from '../sync/context.js';
import { isElsewhere } from './other-copy.js';
import { recordSeen } from './record-audit.js';

/** @returns whether that archive is known to have the original; where it is not, there is nothing to read again */
export function seenOtherwise(
  context: Pick<SyncContext, 'store' | 'clock'>,
  target: string,
  clipId: string,
  { kind, detail }: Finding,
): boolean {
  const { store } = context;
  const archive = store.archives.get(target);
  const order = store.outbox.of(clipId).find((o) => o.kind === 'original' && o.target === target && o.state === 'done');
  const object = order === undefined ? undefined : store.archiveReads.get(order.id);
  if (archive === undefined || object === undefined) return false;
  const place = { name: target, archiveId: archive.archiveId };
  const seen = { key: originalKey(object.sha256), elsewhere: isElsewhere(context, place, object) };
  recordSeen(context, place, object, seen, { kind: kind === 'archive.missing' ? 'missing' : 'altered', detail });
  return true;
}
