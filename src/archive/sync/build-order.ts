/** Sees to it that the record an order speaks of was built: once, before its first byte goes out, and kept until it has arrived. */
import { buildRecord } from '../record/build.js';
import type { SyncOrder } from '../../store/repositories/outbox-order.js';
import type { ArchivePlace, BuiltOrder, SyncContext } from './context.js';
import type { WriteDown } from './group-commit.js';
import { notPast, rootFor, shownBefore, type ShowLog } from './record-root.js';

interface Building {
  readonly show: ShowLog;
  readonly write: WriteDown;
}

/** @returns null where nothing changed since the version that was ordered before: then the order is gone */
export async function buildOrder(
  sync: SyncContext,
  place: ArchivePlace,
  order: SyncOrder,
  { show, write }: Building,
): Promise<BuiltOrder | null> {
  const built = isBuilt(order) ? order : await build(sync, place, order, { show, write });
  if (built?.kind === 'record') {
    const record = sync.store.archives.records(built.clipId).find(({ version }) => version === built.version);
    await shownBefore(sync, place, record?.root ?? null, show);
  }
  return built;
}

/** Each time that somebody else came in between, the root that is tried next is one that this one has not seen. */
const TRIES = 5;

async function build(
  sync: SyncContext,
  place: ArchivePlace,
  order: SyncOrder,
  { show, write }: Building,
): Promise<BuiltOrder | null> {
  let atLeast = 0;
  for (let i = 1; ; i += 1) {
    const root = await rootFor(sync, place, order.clipId, show, atLeast);
    const built = await write(() => {
      atLeast = notPast(sync, root);
      return atLeast > root && i < TRIES ? 'past' : buildOn(sync, order, root);
    });
    if (built !== 'past') return built;
  }
}

function buildOn(sync: SyncContext, { id, clipId, target }: SyncOrder, root: number): BuiltOrder | null {
  const { archives, outbox } = sync.store;
  const previous = archives.lastRecord(clipId) ?? null;
  const built = buildRecord(sync.store, clipId, sync.verdictsOf(clipId), previous, root);
  if (built !== null) archives.addRecord(clipId, { ...built, bytes: built.bytes.length }, built.bytes);
  const record = built === null ? previous : { ...built, bytes: built.bytes.length };
  if (record === null || archives.hasRecord(target, clipId, record.version)) {
    outbox.settled(id);
    return null;
  }
  outbox.built(id, record);
  const now = outbox.get(id);
  return now !== undefined && isBuilt(now) ? now : null;
}

const isBuilt = (order: SyncOrder): order is BuiltOrder => order.sha256 !== null && order.bytes !== null;
