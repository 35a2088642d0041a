/**
 * Whether the archives hold a clip: whole, locked where they lock, read back, and under a log that they have seen. Pure:
 * given what is on record, it names the evidence, or everything that is lacking.
 */
import type { ArchivedPart, ArchiveLack, ArchiveLackKind } from '../domain/archived.js';
import type { Instant } from '../domain/time.js';
import type { SyncOrder } from '../store/repositories/outbox-order.js';
import type { Enforcement } from './target.js';

/** An archive that has to hold it. */
export interface RequiredArchive {
  readonly name: string;
  readonly archiveId: string;
  /** How what lies there has to be locked; null where the archive enforces no retention. */
  readonly lock: Exclude<Enforcement, 'recorded'> | null;
  /** The name its witness signs under, whose receipt is asked for; null where none is configured. */
  readonly witness: string | null;
}

export interface ContentOnRecord {
  readonly sha256: string;
  readonly bytes: number;
}

/** A custody entry that says that something was archived. */
export interface ArchivedEntry {
  readonly seq: number;
  readonly part: ArchivedPart;
  readonly target: string;
  readonly archiveId: string;
  readonly sha256: string;
  readonly key: string;
}

/** A custody entry that says that something is locked for longer than when it was archived. */
export interface RenewedLock {
  readonly seq: number;
  readonly target: string;
  readonly archiveId: string;
  readonly sha256: string;
  readonly retainUntil: Instant;
  readonly enforcement: string | null;
}

export interface ReceiptSeen {
  readonly witness: string;
  readonly size: number;
  readonly at: Instant;
  /** Number of the custody entry that holds it. */
  readonly entry: number;
}

/** What a later look at an archive found of the clip, and no look since has settled. */
export interface FoundThere {
  readonly target: string;
  readonly part: ArchivedPart | null;
  /** As an `ArchiveLack` has it. */
  readonly which: string | null;
}

export interface ArchiveFacts {
  readonly original: ContentOnRecord;
  readonly sidecars: readonly ContentOnRecord[];
  readonly orders: readonly SyncOrder[];
  readonly entries: readonly ArchivedEntry[];
  readonly locks: readonly RenewedLock[];
  /** The first checkpoint that covers this entry and was shown to that archive: how many entries it covers. */
  readonly shownCovering: (target: string, seq: number) => number | null;
  readonly lastReceipt: (target: string) => ReceiptSeen | null;
  /** Whether the archive refused the station's log, and has not taken it since. */
  readonly logRefused: (target: string) => boolean;
  /** At any archive, whether it has to hold the clip or not: while a copy is in doubt, no other one goes. */
  readonly found: readonly FoundThere[];
  /** Whether the last look at it found that it does not hold to what it has to. */
  readonly unfit: (target: string) => boolean;
}

export interface ArchivedObject {
  readonly part: ArchivedPart;
  readonly key: string;
  /** Names the object where the archive keeps versions. */
  readonly objectVersion: string | null;
  readonly sha256: string;
  readonly bytes: number;
  /** `direct`, `cached` or `remote`, as `target.ts` has them. */
  readonly readBack: string;
  readonly retainUntil: Instant | null;
  readonly enforcement: string | null;
  /** Number of the custody entry that says so. */
  readonly entry: number;
  /** Number of the entry that says of the lock; null where it is the same one. */
  readonly lockEntry: number | null;
}

/** What one archive has of the clip, and how that is known. */
export interface HeldBy {
  readonly target: string;
  readonly archiveId: string;
  /** The original first, then sidecars, then the record. */
  readonly objects: readonly ArchivedObject[];
  /** Of the checkpoint that was shown: it covers the entries of all of them. */
  readonly checkpointSize: number;
  readonly receipt: ReceiptSeen | null;
}

export type ArchivedVerdict =
  | { readonly archived: true; readonly heldBy: readonly HeldBy[] }
  | { readonly archived: false; readonly lacking: readonly ArchiveLack[] };

export function judgeArchived(
  facts: ArchiveFacts,
  required: readonly RequiredArchive[],
  now: Instant,
): ArchivedVerdict {
  if (required.length === 0)
    return { archived: false, lacking: [{ what: 'noArchive', target: null, part: null, which: null }] };
  const judged = required.map((archive) => judgeOne(facts, archive, now));
  const found = facts.found.map((one): ArchiveLack => ({ what: 'finding', ...one }));
  const lacking = [...judged.flatMap((one) => one.lacking), ...found];
  const heldBy = judged.flatMap(({ held }) => held ?? []);
  return lacking.length > 0 ? { archived: false, lacking } : { archived: true, heldBy };
}

interface Judged {
  readonly held: HeldBy | null;
  readonly lacking: readonly ArchiveLack[];
}

function judgeOne(facts: ArchiveFacts, archive: RequiredArchive, now: Instant): Judged {
  const { name, archiveId, witness } = archive;
  const here = facts.orders.filter((order) => order.target === name);
  const judge = (order: SyncOrder | undefined, part: ArchivedPart, wanted: ContentOnRecord | null) =>
    judgeObject(order, part, wanted, facts, archive, now);
  const sidecar = (wanted: ContentOnRecord) =>
    judge(
      here.find((o) => o.kind === 'sidecar' && o.sha256 === wanted.sha256),
      'sidecar',
      wanted,
    );
  const all = [
    judge(
      here.find((o) => o.kind === 'original'),
      'original',
      facts.original,
    ),
    ...facts.sidecars.map(sidecar),
    judgeRecords(here, (order) => judge(order, 'record', null)),
  ];
  const lack = (what: ArchiveLackKind): ArchiveLack => ({ what, target: name, part: null, which: null });
  const lacking = all.flatMap((one) => one.lack ?? []);
  if (facts.logRefused(name)) lacking.push(lack('logRefused'));
  if (facts.unfit(name)) lacking.push(lack('unfit'));
  if (lacking.length > 0) return { held: null, lacking };
  const objects = all.flatMap((one) => one.object ?? []);
  const last = Math.max(...objects.map((one) => Math.max(one.entry, one.lockEntry ?? 0)));
  const checkpointSize = facts.shownCovering(name, last);
  const receipt = witness === null ? null : facts.lastReceipt(name);
  if (checkpointSize === null || checkpointSize <= last) lacking.push(lack('notShown'));
  if (witness !== null && (receipt?.witness !== witness || receipt.size <= last)) lacking.push(lack('noReceipt'));
  if (checkpointSize === null || lacking.length > 0) return { held: null, lacking };
  return { held: { target: name, archiveId, objects, checkpointSize, receipt }, lacking };
}

type JudgedObject =
  | { readonly object: ArchivedObject; readonly lack: null }
  | { readonly object: null; readonly lack: ArchiveLack };

/** The newest record that is there: a change that came later undoes nothing of it. Where none is, what the newest lacks. */
function judgeRecords(
  orders: readonly SyncOrder[],
  judge: (order: SyncOrder | undefined) => JudgedObject,
): JudgedObject {
  const newestFirst = orders
    .filter((o) => o.kind === 'record')
    .sort((a, b) => (b.version ?? Infinity) - (a.version ?? Infinity))
    .map(judge);
  return newestFirst.find((one) => one.object !== null) ?? newestFirst[0] ?? judge(undefined);
}

function judgeObject(
  order: SyncOrder | undefined,
  part: ArchivedPart,
  wanted: ContentOnRecord | null,
  { entries, locks }: Pick<ArchiveFacts, 'entries' | 'locks'>,
  { name, archiveId, lock }: RequiredArchive,
  now: Instant,
): JudgedObject {
  const which = part === 'sidecar' ? (wanted?.sha256 ?? null) : (order?.version?.toString() ?? null);
  const lack = (what: ArchiveLackKind): JudgedObject => ({ object: null, lack: { what, target: name, part, which } });
  if (order === undefined) return lack('notOrdered');
  const { sha256, bytes, readBack, objectVersion } = order;
  if (order.state !== 'done') return lack(order.refusedAt === null ? 'notDone' : 'refused');
  if (sha256 === null || bytes === null) return lack('notDone');
  if (wanted !== null && (sha256 !== wanted.sha256 || bytes !== wanted.bytes)) return lack('otherContent');
  if (readBack !== 'direct' && readBack !== 'cached' && readBack !== 'remote') return lack('notReadBack');
  const renewed = locks.findLast((l) => l.target === name && l.archiveId === archiveId && l.sha256 === sha256);
  const isOver = order.retainUntil === null || order.retainUntil <= now;
  const { retainUntil, enforcement } = (isOver ? renewed : undefined) ?? order;
  if (lock !== null) {
    if (retainUntil === null || (enforcement !== 'compliance' && enforcement !== lock)) return lack('notLocked');
    if (retainUntil <= now) return lack('lockOver');
  }
  const entry = entries.find(
    (e) => e.part === part && e.target === name && e.archiveId === archiveId && e.sha256 === sha256,
  );
  if (entry === undefined) return lack('notLogged');
  const { key, seq } = entry;
  const lockEntry = isOver ? (renewed?.seq ?? null) : null;
  return {
    object: { part, key, objectVersion, sha256, bytes, readBack, retainUntil, enforcement, entry: seq, lockEntry },
    lack: null,
  };
}
