/** Sync as the station has it: in its window or when somebody asks, never while a camera is copied, one runner for each archive. */
import type { Logger } from 'pino';
import type { ArchivePlace, SyncContext } from '../archive/sync/context.js';
import { Runner } from '../archive/sync/runner.js';
import { declareWitnesses, lookAtReceipts, type ReceiptGiver } from '../archive/witness/overdue.js';
import { windowAt, type SyncWindow } from '../archive/sync/window.js';
import { BwcError } from '../domain/errors.js';
import { addMs, fromInstant, toInstant, type Clock, type Instant } from '../domain/time.js';
import { Gate } from '../ingest/preview/gate.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import { verdictsOfClip } from '../records/clips/verdicts.js';
import type { StationStore } from '../store/station-store.js';
import type { SyncLive, SyncStatus } from '../web/sync-status.js';
import { openPlaces } from './archive-places.js';
import type { Config } from './config.js';
import { receiptGivers } from './receipt-status.js';
import { WitnessWatch } from './witness-watch.js';
import { rateOf, windowOf } from './archive-schedule.js';
import type { StationBackups } from './backup/station-backups.js';
import { OffsiteWatch } from './offsite.js';
import { syncStatus } from './sync-status.js';

/** An archive that had nothing to do is shown the log all the same, so often. */
const SHOWN_EVERY_MS = 12 * 3_600_000;
/** What was asked for is given up after so many failures of the whole archive in a row. */
const MOST_FAILURES = 3;

interface Work {
  readonly place: ArchivePlace;
  readonly window: SyncWindow;
  readonly runner: Runner;
  asked: boolean;
  failures: number;
  shownAt: Instant | null;
  running: Promise<void> | null;
}

export class StationSync {
  readonly #gate = new Gate();
  readonly #stop = new AbortController();
  readonly #work: readonly Work[];
  readonly #givers: readonly ReceiptGiver[];
  readonly #witness: WitnessWatch | null;
  #witnessing: Promise<void> | null = null;
  readonly #offsite: OffsiteWatch;

  constructor(
    private readonly store: StationStore,
    private readonly config: Config,
    rules: RulesInForce,
    private readonly clock: Clock,
    private readonly log: Logger,
    backups: StationBackups | null = null,
  ) {
    const { archive } = config;
    this.#offsite = new OffsiteWatch(store, rules, archive.target);
    const places = openPlaces(config, clock);
    const context: Omit<SyncContext, 'settings'> = {
      store,
      clock,
      places,
      verdictsOf: (clip) => verdictsOfClip(store, rules, clip),
    };
    const hooks = {
      whenFree: (signal: AbortSignal) => this.#gate.whenOpen(signal),
      random: Math.random,
      log: log.child({ component: 'sync' }),
      ...(backups === null ? {} : { cover: backups.coverWhen(this.#gate) }),
    };
    const settings = {
      minimumDays: archive.minimum_days,
      zone: config.station.timezone,
      auditNights: archive.audit_nights,
    };
    const archives = archive.target.flatMap((target, i) => {
      const place = places[i];
      return place === undefined ? [] : [{ target, place }];
    });
    this.#work = archives.map(({ target, place }) => ({
      place,
      window: windowOf(config, target),
      runner: new Runner(
        { ...context, settings: { ...settings, bytesPerSecond: rateOf(config, target) } },
        place,
        hooks,
      ),
      ...{ asked: false, failures: 0, shownAt: null, running: null },
    }));
    store.transaction(() => {
      places.forEach((place) => {
        mustBeTheSame(store, place);
      });
      store.archives.configure(places);
    });
    this.#givers = receiptGivers(places, archive.witness);
    this.#witness =
      archive.witness === null
        ? null
        : new WitnessWatch(
            store,
            archive.witness,
            archive.receipt_days,
            clock,
            log.child({ component: 'witness' }),
            () => (backups === null ? null : store.backups.heldSize()),
          );
    declareWitnesses(store, this.#givers);
  }

  get places(): readonly ArchivePlace[] {
    return this.#work.map(({ place }) => place);
  }

  /** A camera that is copied comes first. */
  readonly copying = (busy: boolean): void => {
    if (busy) this.#gate.close('copying');
    else this.#gate.open('copying');
  };

  /** To be called again and again: begins what may begin, and looks how long something has been waiting. */
  tick(): void {
    this.#offsite.look(this.#now());
    for (const work of this.#work) {
      this.#lookAtOldest(work.place.name);
      if (work.running !== null || !work.runner.mayTry()) continue;
      if (this.#mayGoOn(work) && this.#isWorthwhile(work)) this.#begin(work);
      else if (work.runner.probeIsDue()) this.#look(work);
    }
    if (this.#witness?.isDue() === true) this.#witnessing = this.#witness.show(this.#stop.signal);
  }

  /** Outside its window as well, and what failed before at once. @throws BwcError `bwc.archive.config` where there is no archive */
  ask(by: string): void {
    if (this.#work.length === 0)
      throw new BwcError('bwc.archive.config', 'no archive is configured', { key: 'archive.target' });
    this.store.transaction(() => this.store.log.append('archive.sync_asked', { by }));
    for (const work of this.#work) {
      Object.assign(work, { asked: true, failures: 0 });
      work.runner.hurry();
      if (work.running === null) this.#begin(work);
    }
  }

  status(): SyncStatus[] {
    return syncStatus(this.store, this.config, this.clock, (target, left) => this.#live(target, left));
  }

  /** Stops what is under way; it goes on from there at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#work.flatMap((w) => w.running ?? []), this.#witnessing]);
    for (const { place } of this.#work) place.target.close();
  }

  #begin(work: Work): void {
    work.shownAt = this.#now();
    work.running = work.runner
      .run(
        () => this.#mayGoOn(work),
        this.#stop.signal,
        () => this.#isOpen(work.window),
      )
      .catch((error: unknown) => {
        this.log.error({ err: error, target: work.place.name }, 'sync broke off');
      })
      .then(() => this.#witnessed(work.place))
      .finally(() => {
        work.running = null;
        const failed = work.runner.view().code !== null;
        work.failures = failed ? work.failures + 1 : 0;
        const isLeft = failed || work.runner.hasToSend();
        if (!isLeft) this.store.archives.complete(work.place.name, this.#now());
        // What came while the run was ending was asked for as well.
        if (!isLeft || work.failures >= MOST_FAILURES) work.asked = false;
      });
  }

  /** What was sent is in the log by now: the witness sees it as it stands. */
  async #witnessed({ name }: ArchivePlace): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const giver = this.#givers.find(({ target }) => target === name);
    if (giver !== undefined) lookAtReceipts(this.store, giver, this.config.archive.receipt_days, this.#now());
    await this.#witness?.show(this.#stop.signal);
  }

  /** At start and once a day, whatever the hour: that an archive is not fit is known before the night. */
  #look(work: Work): void {
    work.running = work.runner.look(this.#stop.signal).finally(() => {
      work.running = null;
    });
  }

  #mayGoOn({ asked, window }: Work): boolean {
    if (this.#stop.signal.aborted) return false;
    return asked || this.#isOpen(window);
  }

  #isOpen(window: SyncWindow): boolean {
    return windowAt(window, this.#now()).open;
  }

  #isWorthwhile({ runner, asked, shownAt }: Work): boolean {
    return asked || runner.hasWork() || shownAt === null || addMs(shownAt, SHOWN_EVERY_MS) < this.#now();
  }

  #lookAtOldest(target: string): void {
    const hours = this.config.archive.oldest_hours;
    const oldest = this.store.archives.oldestWaiting(target);
    if (oldest !== null && addMs(oldest, hours * 3_600_000) < this.#now())
      this.store.raiseAlarm('archive.waiting', target, { since: oldest, hours });
    else if (this.store.alarms.isOpen('archive.waiting', target)) this.store.clearAlarm('archive.waiting', target);
  }

  #live(target: string, waitingBytes: number): SyncLive | null {
    const work = this.#work.find((w) => w.place.name === target);
    if (work === undefined) return null;
    const { busy, sentBytes, since, code, triedAgainAt } = work.runner.view();
    const seconds = since === null ? 0 : (this.clock.now() - fromInstant(since)) / 1000;
    const bytesPerSecond = seconds > 0 ? Math.round(sentBytes / seconds) : null;
    const leftMs =
      bytesPerSecond === null || bytesPerSecond === 0 ? null : Math.round((waitingBytes / bytesPerSecond) * 1000);
    return { busy, asked: work.asked, bytesPerSecond, sentBytes, leftMs, code, triedAgainAt };
  }

  #now(): Instant {
    return toInstant(this.clock.now());
  }
}

/** What went to one archive is not at another. @throws BwcError `bwc.archive.config` */
function mustBeTheSame(store: StationStore, { name, archiveId }: ArchivePlace): void {
  const before = store.archives.get(name)?.archiveId ?? archiveId;
  if (before === archiveId) return;
  throw new BwcError(
    'bwc.archive.config',
    `${name} was archive ${before} before: give archive ${archiveId} another name`,
    {
      key: 'archive.target',
      expected: before,
      found: archiveId,
    },
  );
}
