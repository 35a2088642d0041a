/**
 * Carries the bag of a visit to an archive: each tag file put, locked and read back, the tag manifest last, so that a bag
 * that was cut off is no whole one. What is there already is only looked at: begun anew anywhere, it ends the same.
 */
import { createHash } from 'node:crypto';
import { toInstant, type Instant } from '../../domain/time.js';
import type { BagOrder, BuiltBag } from '../../store/repositories/archive-bags.js';
import type { TagFile } from '../bag/bag.js';
import { unpackTags } from '../bag/packed.js';
import { visitBagKey } from '../document-keys.js';
import { ArchiveError } from '../errors.js';
import type { ReadBackDigest, Retention } from '../target.js';
import { buildBag } from './build-bag.js';
import type { Carrying } from './carry-order.js';
import type { ArchivePlace, SyncContext } from './context.js';
import { lockOf } from './lock-of.js';

/** Small files wait for the other side most of the time. */
const AT_ONCE = 32;

interface Arrived {
  readonly retention: Retention | null;
  readonly method: ReadBackDigest['method'];
}

/** @throws ArchiveError; whatever the archive's own library throws */
export async function carryBag(sync: SyncContext, place: ArchivePlace, id: number, carrying: Carrying): Promise<void> {
  const order = sync.store.bags.get(id);
  const built = order === undefined ? null : await buildBag(sync, order);
  const body = built === null ? null : sync.store.bags.body(id);
  if (built === null || body === null) return;
  const tags = unpackTags(body);
  const until = lockedUntil(sync, built);
  const waiting = tags.slice(0, -1);
  const lane = async (): Promise<void> => {
    for (let tag = waiting.shift(); tag !== undefined; tag = waiting.shift())
      await carryTag(sync, place, built, tag, until, carrying);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const manifest = tags.at(-1);
  if (manifest === undefined) return;
  finishBag(sync, place, built, until, await carryTag(sync, place, built, manifest, until, carrying));
}

/** As long as the clip in it that is kept longest, as it stands now. */
function lockedUntil({ store, settings, clock }: SyncContext, { target, visitId }: BagOrder): Instant {
  const { there, withheld } = store.bags.clips(target, visitId);
  const all = [...there, ...withheld].map((clip) => lockOf(store, clip, settings, toInstant(clock.now())).until);
  return all.reduce((longest, until) => (until > longest ? until : longest));
}

async function carryTag(
  { store }: SyncContext,
  { target }: ArchivePlace,
  { visitId, version }: BuiltBag & BagOrder,
  { path, bytes }: TagFile,
  until: Instant,
  { signal, sent, read }: Carrying,
): Promise<Arrived> {
  signal.throwIfAborted();
  const key = visitBagKey(store.marker.stationId, visitId, version, path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const put = await target.put(
    key,
    { data: bytes, sha256 },
    {
      metadata: { station: store.marker.stationId, visit: visitId, kind: 'bag' },
      signal,
      resume: null,
      keepNote: () => undefined,
      onProgress: () => sent(bytes.length, signal),
      lock: { until, legalHold: false },
    },
  );
  const retention = await target.retain(key, put.version, until);
  const found = await target.readBackAndHash(key, put.version, signal, () => read(bytes.length));
  if (found.sha256 === sha256) return { retention, method: found.method };
  throw new ArchiveError('bwc.archive.conflict', `${key} holds ${found.sha256}, not ${sha256}`, {
    key,
    expected: sha256,
    found: found.sha256,
  });
}

function finishBag(
  { store, clock }: SyncContext,
  { name, archiveId }: ArchivePlace,
  { id, visitId, version, sha256, files, bytes, clips, withheld }: BuiltBag & BagOrder,
  until: Instant,
  { retention, method }: Arrived,
): void {
  store.transaction(() => {
    store.bags.done(id, toInstant(clock.now()));
    if (retention !== null) store.bags.locked(id, until);
    store.log.append(
      'bag.archived',
      {
        target: name,
        archive: archiveId,
        key: visitBagKey(store.marker.stationId, visitId, version, 'tagmanifest-sha256.txt'),
        ...{ version, sha256, files, bytes, clips, withheld },
        readBack: method,
        retainUntil: retention?.until ?? null,
        enforcement: retention?.enforcement ?? null,
      },
      { visitId },
    );
    store.clearAlarm('archive.refused', bagSubject(name, id));
  });
}

/** What an alarm about a bag is about. */
export const bagSubject = (target: string, id: number): string => `${target}:bag-${String(id)}`;
