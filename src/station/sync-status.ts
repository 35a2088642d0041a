/** How far each archive is: from the database, with what only the daemon knows where it runs. */
import { nightOf } from '../archive/rolling-audit/rota.js';
import { windowAt } from '../archive/sync/window.js';
import { toInstant, type Clock } from '../domain/time.js';
import type { Repositories } from '../store/station-store.js';
import type { ArchiveAuditStatus, SyncCount, SyncLive, SyncStatus } from '../web/sync-status.js';
import { windowOf } from './archive-schedule.js';
import { whereIs } from './archive-target-config.js';
import type { Config } from './config.js';

const MOST_REFUSED = 100;
const MOST_FINDINGS = 100;

export function syncStatus(
  store: Repositories,
  config: Config,
  clock: Clock,
  live: (target: string, waitingBytes: number) => SyncLive | null = () => null,
): SyncStatus[] {
  const tally = store.archives.tally();
  const refused = store.outbox.refused(0, MOST_REFUSED);
  return config.archive.target.map((given) => {
    const { name } = given;
    const count = (kind: 'content' | 'record', done: boolean): SyncCount =>
      tally
        .filter((t) => t.target === name && t.kind === kind && t.done === done)
        .reduce((sum, t) => ({ orders: sum.orders + t.orders, bytes: sum.bytes + t.bytes }), { orders: 0, bytes: 0 });
    const of = (done: boolean) => ({ contents: count('content', done), records: count('record', done) });
    const waiting = of(false);
    return {
      target: name,
      role: given.role,
      where: whereIs(given),
      waiting,
      done: of(true),
      bags: store.bags.tally(name),
      refused: refused
        .filter((o) => o.target === name)
        .map((o) => ({ order: o.id, clip: o.clipId, code: o.lastCode ?? '', reason: o.lastReason ?? '' })),
      audit: auditStatus(store, name, config, clock),
      oldestWaiting: store.archives.oldestWaiting(name),
      window: windowAt(windowOf(config, given), toInstant(clock.now())),
      completedAt: store.archives.completedAt(name),
      backup: store.backups.tally(name),
      probe: store.archiveProbes.latest(name) ?? null,
      live: live(name, waiting.contents.bytes + waiting.records.bytes),
    };
  });
}

function auditStatus(store: Repositories, target: string, config: Config, clock: Clock): ArchiveAuditStatus {
  const { objects, bytes } = store.archiveReads.dueTally(
    target,
    nightOf(toInstant(clock.now()), config.station.timezone),
  );
  return {
    nights: config.archive.audit_nights,
    all: store.archiveReads.tally(target),
    due: { objects, bytes },
    oldestRead: store.archiveReads.oldest(target),
    findings: store.archiveFindings
      .first(target, MOST_FINDINGS)
      .map(({ clipId: clip, kind, key, detail, lost, at }) => ({ clip, kind, key, detail, lost, at })),
  };
}
