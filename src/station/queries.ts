/** Answers from the database, the same for a daemon's own connection and for a reader beside it. */
import { BwcError } from '../domain/errors.js';
import { diskSpace } from '../ingest/free-space.js';
import { currentHolder } from '../store/lock.js';
import type { DataPaths } from '../store/paths.js';
import type { StationMarker } from '../store/marker.js';
import type { Repositories } from '../store/station-store.js';
import { toInstant, type Clock } from '../domain/time.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import { answer } from '../records/index.js';
import type { StationQueries } from '../web/api.js';
import { clipProof } from '../store/custody/clip-proof.js';
import { disposalCertificate } from '../store/disposal/certificate.js';
import { ClearLook } from './clear-plan.js';
import { clearStatus } from './clear-status.js';
import type { Config } from './config.js';
import type { StationStatus } from '../web/status.js';
import { erasePlans } from './erase-settings.js';
import { stationHealth } from './health.js';
import { prioritySlot } from './priority-slot.js';
import { lately } from './lately.js';
import { receiptStatus } from './receipt-status.js';
import { seldom } from './seldom.js';
import { syncStatus } from './sync-status.js';
import { whileSame } from './while-same.js';
import { withheld } from './withheld.js';

const MAX_REMARKS = 10_000;
const DISK_MS = 1_000;

/** What only a running daemon knows. */
export interface Live {
  readonly status: () => LiveStatus;
  /** Another number after anything has happened at the dock. */
  readonly happened: () => number;
}

/** How things are at the dock and at the archives at this moment. */
export type LiveStatus = Pick<
  StationStatus,
  'docked' | 'refused' | 'dropWaiting' | 'prioritySlot' | 'archives' | 'cleared'
>;

const statusBeside = (store: Repositories, config: Config, clock: Clock): LiveStatus => ({
  docked: [],
  refused: [],
  dropWaiting: [],
  prioritySlot: prioritySlot(store, config),
  archives: syncStatus(store, config, clock),
  cleared: clearStatus(store, config, null),
});

export function stationQueries(
  store: Repositories & { readonly paths: DataPaths; readonly marker: StationMarker },
  config: Config,
  rules: RulesInForce,
  clock: Clock,
  live: Live = { status: () => statusBeside(store, config, clock), happened: () => 0 },
): StationQueries {
  const totals = store.db.prepare<[], { clips: number; bytes: number }>('SELECT clips, bytes FROM totals');
  const entryCount = store.db.prepare<[], { n: number | null }>('SELECT max(seq) + 1 AS n FROM custody_entries');
  const lastCheckpoint = store.db.prepare<[], { size: number; at: string }>(
    'SELECT size, at FROM checkpoints ORDER BY size DESC LIMIT 1',
  );
  const asking = { store, rules, now: () => toInstant(clock.now()) };
  // Every page asks for the status whenever something happens at the dock, and so all at once.
  const changes = store.db.prepare<[], number>('SELECT total_changes()').pluck();
  const changed = (): number => (changes.get() ?? 0) + live.happened();
  const overview = seldom(() => ({
    deadlines: answer(asking, 'deadlines.next', { limit: 0 }).tally,
  }));
  const now = whileSame((): Omit<StationStatus, 'disk'> => {
    const holder = currentHolder(store.paths.root);
    const signed = lastCheckpoint.get();
    return {
      station: {
        id: store.marker.stationId,
        name: config.station.name,
        unit: config.station.unit,
        timezone: config.station.timezone,
      },
      dataDir: store.paths.root,
      daemon:
        holder?.role === 'daemon'
          ? { pid: holder.pid, since: holder.since, mountRoots: config.cameras.mount_roots }
          : null,
      ...(totals.get() ?? { clips: 0, bytes: 0 }),
      ...overview(),
      mediaPending: store.clips.pendingCount(),
      custody: { entries: entryCount.get()?.n ?? 0, signed: signed?.size ?? 0, signedAt: signed?.at ?? null },
      visits: store.visits.unfinished(),
      alarms: store.alarms.open(),
      receipts: receiptStatus(store, config, clock),
      ...live.status(),
    };
  }, changed);
  const disk = lately(() => diskSpace(store.paths.root, config.ingest.reserve), DISK_MS);
  const notFound = (what: string, id: string): BwcError =>
    new BwcError('bwc.store.not_found', `there is no ${what} ${id}`, { id });
  return {
    status: async () => ({ ...now(), disk: await disk() }),
    health: stationHealth(store, config, rules, clock),
    clearPlan: async () => new ClearLook(store, config, rules).plan(await disk(), toInstant(clock.now())),
    cameras: () => Promise.resolve(store.cameras.all()),
    visits: (filter) => Promise.resolve(store.visits.list(filter)),
    visit: (id) => {
      const visit = store.visits.get(id);
      if (visit === undefined) return Promise.reject(notFound('visit', id));
      const check = store.checks.ofVisit(id) ?? null;
      return Promise.resolve({ visit, remarks: store.entries.remarks(id, MAX_REMARKS), check });
    },
    clips: (filter, sight = null) => Promise.resolve(store.clips.list(filter, sight)),
    clip: (id) => {
      const clip = store.clips.get(id);
      if (clip === undefined) return Promise.reject(notFound('clip', id));
      return Promise.resolve({
        clip,
        sidecars: store.clips.sidecarsOf(clip.id),
        preview: store.previews.view(clip.id),
        events: store.custody.list({ clip: clip.id, limit: 1000, newestFirst: false }),
        erasures: store.erasures.ofClip(clip.id),
      });
    },
    proof: (id) =>
      new Promise((resolve) => {
        resolve(clipProof(store, id));
      }),
    certificate: (proposal) =>
      new Promise((resolve) => {
        resolve(disposalCertificate(store, proposal));
      }),
    erasable: () =>
      new Promise((resolve) => {
        resolve(erasePlans(store, config, clock, live.status().docked));
      }),
    events: (filter, sight = null) => Promise.resolve(withheld(store.db, store.custody.list(filter), sight)),
    ask: (name, input, sight = null) =>
      new Promise((resolve) => {
        resolve(answer({ ...asking, sight }, name, input));
      }),
  };
}
