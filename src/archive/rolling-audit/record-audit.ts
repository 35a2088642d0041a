/** What reading an archived object again brought goes on record: findings with their entries, what is whole again, and when it was. */
import { fromInstant, toInstant } from '../../domain/time.js';
import type { ArchivedObject } from '../../store/repositories/archive-reads.js';
import type { ObjectKey } from '../keys.js';
import type { ArchivePlace, SyncContext } from '../sync/context.js';
import { judgeObject, losesBytes, type AuditFinding, type Looked } from './judge.js';
import { nextNight } from './rota.js';

export interface Audited {
  readonly key: ObjectKey;
  readonly looked: Looked;
  readonly tonight: number;
  /** Whether another whole copy of these bytes is known; asked only where this one is bad. */
  readonly elsewhere: boolean;
}

/** @returns how many findings are open of it now */
export function recordAudit(sync: SyncContext, place: ArchivePlace, object: ArchivedObject, audited: Audited): number {
  const { store } = sync;
  return store.transaction(() => {
    let open = 0;
    for (const one of store.archiveReads.same(place.name, object)) {
      const found = isReleased(sync, one) ? [] : judgeObject(one, audited.looked);
      if (found.length === 0) settle(sync, place, one, audited);
      else for (const finding of found) record(sync, place, one, audited, finding);
      plan(sync, one, audited, found.length > 0);
      open += found.length;
    }
    keepAlarms(sync, place);
    return open;
  });
}

/** Of one archived object, by whoever came upon it. */
export function recordSeen(
  context: Pick<SyncContext, 'store' | 'clock'>,
  place: Pick<ArchivePlace, 'name' | 'archiveId'>,
  object: ArchivedObject,
  seen: Pick<Audited, 'key' | 'elsewhere'>,
  finding: AuditFinding,
): void {
  const { store } = context;
  store.transaction(() => {
    record(context, place, object, seen, finding);
    store.archiveReads.lookAgain(place.name);
    keepAlarms(context, place);
  });
}

/** Disposed of here, and kept at the archive no longer than it was to be: it may be gone there as well. */
function isReleased({ store, clock }: SyncContext, { clipId, retainUntil }: ArchivedObject): boolean {
  if (store.disposals.get(clipId) === undefined) return false;
  return retainUntil === null || fromInstant(retainUntil) < clock.now();
}

function plan({ store, clock, settings }: SyncContext, one: ArchivedObject, audited: Audited, isBad: boolean): void {
  const { read, seen } = audited.looked;
  if (read !== null) store.archiveReads.read(one.orderId, toInstant(clock.now()), read.method);
  if (!isBad && seen !== null)
    store.archiveReads.locked(one.orderId, {
      retainUntil: seen.retention?.until ?? null,
      enforcement: seen.retention?.enforcement ?? null,
      legalHold: one.legalHold ?? seen.legalHold,
    });
  // What is bad is looked at every night: somebody may have mended it.
  const next = isBad ? audited.tonight + 1 : nextNight(one.sha256, audited.tonight, settings.auditNights);
  store.archiveReads.plan(one.orderId, settings.auditNights, next);
}

function record(
  { store, clock }: Pick<SyncContext, 'store' | 'clock'>,
  place: Pick<ArchivePlace, 'name' | 'archiveId'>,
  { orderId, clipId, objectVersion }: ArchivedObject,
  { key, elsewhere }: Pick<Audited, 'key' | 'elsewhere'>,
  finding: AuditFinding,
): void {
  const { kind, detail } = finding;
  const lost = losesBytes(finding) && !elsewhere;
  const isSame = (f: { readonly kind: string; readonly lost: boolean }): boolean => f.kind === kind && f.lost === lost;
  if (store.archiveFindings.openAt(place.name, orderId).some(isSame)) return;
  const told = { target: place.name, kind, detail, lost, at: toInstant(clock.now()) };
  const entry = store.log.append(
    'archive.finding',
    { ...told, order: orderId, archive: place.archiveId, key, objectVersion },
    { clipId },
  ).seq;
  store.archiveFindings.add({ ...told, orderId, clipId, key, version: objectVersion, entry });
}

function settle(
  { store, clock }: SyncContext,
  place: ArchivePlace,
  { orderId, clipId }: ArchivedObject,
  { looked }: Audited,
): void {
  const readBack = looked.read?.method ?? 'none';
  for (const { id, entry: recorded } of store.archiveFindings.openAt(place.name, orderId)) {
    const at = toInstant(clock.now());
    const told = { target: place.name, finding: id, recorded, readBack, at };
    const { seq } = store.log.append('archive.finding_settled', told, { clipId });
    store.archiveFindings.settle(id, at, readBack, seq);
  }
}

/** One alarm for each archive, however much is found there; what is lost has one of its own. */
function keepAlarms({ store }: Pick<SyncContext, 'store'>, { name }: Pick<ArchivePlace, 'name'>): void {
  for (const [kind, lost] of [
    ['archive.copy_bad', false],
    ['archive.copy_lost', true],
  ] as const) {
    const isOpen = store.alarms.isOpen(kind, name);
    const isWanted = store.archiveFindings.isAnyOpen(name, lost);
    if (isWanted && !isOpen) {
      const first = store.archiveFindings.first(name, 1)[0];
      store.raiseAlarm(kind, name, { clip: first?.clipId ?? '', found: first?.kind ?? '', key: first?.key ?? '' });
    } else if (isOpen && !isWanted) store.clearAlarm(kind, name);
  }
}
