/** Whether a clip is archived, by what is on record at the station; nothing is asked of the archives. */
import { z } from 'zod';
import type { Instant } from '../domain/time.js';
import { decodeEntry } from '../store/custody/entry.js';
import type { SyncOrder } from '../store/repositories/outbox-order.js';
import type { Repositories } from '../store/station-store.js';
import {
  judgeArchived,
  type ArchivedEntry,
  type ArchivedVerdict,
  type ArchiveFacts,
  type FoundThere,
  type RenewedLock,
  type RequiredArchive,
} from './judge-archived.js';

/** What the entry of a finished order says, as far as it is asked here. */
const saidOf = z.object({ target: z.string(), archive: z.string(), sha256: z.string(), key: z.string() });

/** What the entry of a renewed lock says. */
const renewedOf = z.object({
  target: z.string(),
  archive: z.string(),
  sha256: z.string(),
  retainUntil: z.string(),
  enforcement: z.string().nullable(),
});

const PARTS = { 'clip.archived': 'original', 'sidecar.archived': 'sidecar', 'record.archived': 'record' } as const;

/**
 * @param required the archives that have to hold it; an off-site copy is none of them unless it is named here
 * @param now a lock that is over by then does not count
 */
export function archivedOf(
  store: Repositories,
  clipId: string,
  required: readonly RequiredArchive[],
  now: Instant,
): ArchivedVerdict {
  const clip = store.clips.get(clipId);
  if (clip === undefined)
    return {
      archived: false,
      lacking: required.map(({ name }) => ({ what: 'notOrdered', target: name, part: 'original', which: null })),
    };
  return judgeArchived(factsOf(store, clip), required, now);
}

function factsOf(
  store: Repositories,
  { id, sha256, bytes }: { readonly id: string; readonly sha256: string; readonly bytes: number },
): ArchiveFacts {
  const orders = store.outbox.of(id);
  return {
    original: { sha256, bytes },
    sidecars: store.clips.sidecarsOf(id),
    orders,
    found: foundThere(store, id, orders),
    entries: entriesOf(store, id),
    locks: locksOf(store, id),
    shownCovering: (target, seq) => store.custody.shownCovering(target, seq) ?? null,
    lastReceipt: (target) => store.receipts.latest(target) ?? null,
    unfit: (target) => store.alarms.isOpen('archive.unfit', target),
    logRefused: (target) => store.alarms.isOpen('archive.log_changed', target),
  };
}

function foundThere(store: Repositories, clipId: string, orders: readonly SyncOrder[]): FoundThere[] {
  return store.archiveFindings.openOf(clipId).map(({ target, orderId }) => {
    const order = orders.find(({ id }) => id === orderId);
    const which = order?.kind === 'sidecar' ? order.sha256 : (order?.version?.toString() ?? null);
    return { target, part: order?.kind ?? null, which };
  });
}

const entriesOf = (store: Repositories, clipId: string): ArchivedEntry[] =>
  Object.entries(PARTS).flatMap(([kind, part]) =>
    store.custody.ofKind(clipId, kind as keyof typeof PARTS).flatMap(({ seq, bytes }): ArchivedEntry[] => {
      const entry = saidOf.safeParse(decodeEntry(bytes)?.body);
      if (!entry.success) return [];
      const { target, archive: archiveId, sha256, key } = entry.data;
      return [{ seq, part, target, archiveId, sha256, key }];
    }),
  );

const locksOf = (store: Repositories, clipId: string): RenewedLock[] =>
  store.custody.ofKind(clipId, 'archive.lock_renewed').flatMap(({ seq, bytes }): RenewedLock[] => {
    const entry = renewedOf.safeParse(decodeEntry(bytes)?.body);
    if (!entry.success) return [];
    const { archive: archiveId, ...said } = entry.data;
    return [{ seq, archiveId, ...said }];
  });
