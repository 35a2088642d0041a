/**
 * The composition root: one data directory, opened for writing, with every service that works on it. The daemon adds
 * the dock and the drop folders; a command without a daemon uses it for one act and closes it.
 */
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Secret } from '../device/vendor-host/secret.js';
import { findMount, plainFolder } from '../device/volume/scan.js';
import { BwcError } from '../domain/errors.js';
import type { PreviewView } from '../domain/preview.js';
import { EraseOffice } from '../archive/erase/office.js';
import { Dock } from '../ingest/dock/dock.js';
import { DropFolder } from '../ingest/drop/drop-folder.js';
import { Lanes } from '../ingest/lanes.js';
import { MediaQueue } from '../ingest/media-queue.js';
import { Publisher } from '../ingest/publisher.js';
import { recover } from '../ingest/recovery.js';
import { readStationClock } from '../ingest/station-clock.js';
import { VisitService } from '../ingest/visit-service.js';
import type { VisitEvent } from '../ingest/visit/visit-events.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import type { ActInput, ActName, ActOutput } from '../records/index.js';
import { dataPaths } from '../store/paths.js';
import { finishDisposals } from '../store/disposal/finish.js';
import { takeWriterLock, type WriterLock } from '../store/lock.js';
import { readMarker } from '../store/marker.js';
import { openStationStore, type StationStore } from '../store/station-store.js';
import type { ClipFinding } from '../store/verify/clip-findings.js';
import type { VerifySummary } from '../store/verify/verify-station.js';
import type { Sight } from '../store/repositories/clip-sight.js';
import type { Readable } from 'node:stream';
import type { Language } from '../i18n/language.js';
import type { BroughtBack, DockActs, ListAsked, StationQueries } from '../web/api.js';
import type { ClearEvent } from '../web/clear-status.js';
import type { PageServices, ServedStation } from '../web/served-station.js';
import type { VisitBagAnswer } from '../web/visit-bag.js';
import { AtDock } from './at-dock.js';
import { StationBackups } from './backup/station-backups.js';
import { StationClear } from './clear.js';
import { loadConfig, type Config } from './config.js';
import { pageServices } from './page-services.js';
import { exposedPasswordFiles, readPasswords } from './passwords.js';
import { loadRules } from './rules.js';
import { EventBus } from './event-bus.js';
import { stationQueries } from './queries.js';
import type { StationOptions } from './station-options.js';
import { StationMedia } from './clip-media.js';
import { clipAtHand, StationPreviews } from './previews.js';
import { prioritySlot } from './priority-slot.js';
import { RecordKeeping } from './record-keeping.js';
import { TrailPrinting } from './trail/trail-printing.js';
import { StationSync } from './sync.js';
import { takeOriginal } from './take-original.js';
import { bagOfVisit } from './visit-export.js';
import { Timers } from './timers.js';
import { VERSION } from './version.js';
import { eraseSettings } from './erase-settings.js';
import { dockSettings, dropFolders, visitSettings } from './visit-settings.js';

const CLOCK_LOOK_MS = 60_000;
const SYNC_LOOK_MS = 5_000;
const A_DAY_MS = 86_400_000;

export class Station implements ServedStation {
  readonly queries: StationQueries;
  readonly page: PageServices;
  readonly dock: DockActs;
  readonly events = new EventBus();
  readonly #promised = { bytes: 0 };
  readonly #timers: Timers;
  readonly #publisher: Publisher;
  readonly #lanes: Lanes;
  readonly #visits: VisitService;
  readonly #facts: MediaQueue;
  readonly #previews: StationPreviews;
  readonly #records: RecordKeeping;
  readonly #trails: TrailPrinting;
  readonly #sync: StationSync;
  readonly #clear: StationClear;
  readonly #dock: Dock;
  readonly #drops: DropFolder[];
  #docking = false;
  #stopping: Promise<void> | null = null;

  private constructor(
    readonly config: Config,
    private readonly store: StationStore,
    private readonly lock: WriterLock,
    private readonly options: StationOptions,
    passwords: ReadonlyMap<string, Secret>,
    private readonly rules: RulesInForce,
  ) {
    const { clock, log } = options;
    this.#timers = new Timers((error) => {
      log.error({ err: error }, 'a regular task failed');
    });
    const { station, cameras, ingest } = config;
    this.#lanes = new Lanes(ingest.lanes, prioritySlot(store, config));
    this.#records = new RecordKeeping(store, rules, clock, options.actor);
    this.#publisher = new Publisher(store, station.timezone, clock, this.#records.clipsChanged);
    this.#trails = new TrailPrinting(store, config, rules, clock, this.#records);
    this.#facts = new MediaQueue(
      store,
      { thumbnails: config.media.thumbnails, zone: station.timezone },
      log.child({ component: 'media' }),
      (clipsLeft) => {
        this.events.emit({ type: 'describing', clipsLeft });
      },
      this.#records.clipsChanged,
    );
    this.#clear = new StationClear(
      store,
      config,
      rules,
      clock,
      log.child({ component: 'clear' }),
      (clip, finding, target) => {
        this.#records.foundAtArchive(clip, finding, target, options.actor);
      },
      {
        make: (clip) => this.#previews.demand(clip),
        isMaking: (clip) => this.#previews.isMaking(clip),
      },
    );
    this.#previews = new StationPreviews(store, config, clock, log, () => this.#promised.bytes, this.#clear.reader);
    this.#sync = new StationSync(store, config, rules, clock, log, StationBackups.of(store, config, rules, clock, log));
    this.#visits = new VisitService(
      {
        store,
        publisher: this.#publisher,
        lanes: this.#lanes,
        clock,
        log: log.child({ component: 'ingest' }),
        promised: this.#promised,
        emit: (event) => {
          this.#onVisitEvent(event);
        },
        cameraRead: this.#records.cameraRead,
        settings: visitSettings(config, passwords),
        erasing: new EraseOffice(store, eraseSettings(config, clock), clock),
      },
      cameras.resume_minutes * 60_000,
      (busy) => {
        this.#previews.copying(busy);
        this.#sync.copying(busy);
        this.#clear.copying(busy);
      },
    );
    const tell = (event: VisitEvent): void => {
      this.events.emit(event);
    };
    const dock = { ...dockSettings(config), tell };
    this.#dock = new Dock(dock, this.#visits, store, clock, log.child({ component: 'dock' }));
    this.#drops = dropFolders(config).map((f) => new DropFolder(f, this.#visits, log.child({ component: 'drop' })));
    this.dock = new AtDock({ store, visits: this.#visits, dock: this.#dock, drops: this.#drops, lanes: this.#lanes });
    const media = new StationMedia(store, this.#previews, this.#clear.reader);
    this.page = pageServices(store, clock, config, media, options.recentLog);
    this.queries = stationQueries(store, config, rules, clock, {
      happened: () => this.events.told,
      status: () => ({
        docked: this.#dock.docked().map(({ visit, ...docked }) => ({
          ...docked,
          visit: (visit === null ? undefined : store.visits.get(visit)) ?? null,
        })),
        refused: this.#dock.refused(),
        dropWaiting: this.#drops.flatMap((d) => d.waiting()),
        prioritySlot: this.#lanes.prioritySlot,
        archives: this.#sync.status(),
        cleared: this.#clear.status(),
      }),
    });
  }

  /** Takes the directory, checks it, and mends what a crash left behind. @throws BwcError */
  static async open(options: StationOptions): Promise<Station> {
    const paths = dataPaths(options.dataDir);
    readMarker(paths);
    const config = loadConfig(paths);
    const rules = loadRules(config);
    const passwords = readPasswords(config.cameras.passwords);
    for (const file of exposedPasswordFiles(paths.config, config.cameras.passwords)) {
      options.log.warn({ file }, 'this file holds passwords of cameras and can be read by others: make it 0600');
    }
    const lock = takeWriterLock(
      paths.root,
      options.role,
      options.role === 'daemon' ? paths.socket : null,
      options.clock,
    );
    try {
      const synchronised = { now: (await readStationClock()).synchronised };
      const store = openStationStore(paths, {
        clock: options.clock,
        actor: options.actor,
        clockSynchronised: () => synchronised.now,
      });
      try {
        await recover(store, options.clock, options.log);
        await finishDisposals(store, options.clock);
        const station = new Station(config, store, lock, options, passwords, rules);
        station.#timers.every(CLOCK_LOOK_MS, async () => {
          synchronised.now = (await readStationClock()).synchronised;
        });
        station.#timers.every(config.custody.checkpoint_seconds * 1000, () => store.signer.sign());
        await station.#previews.keeper.files.sweep();
        station.#visits.start();
        station.#records.catchUpALittle();
        return station;
      } catch (error) {
        store.close();
        throw error;
      }
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  get socket(): string {
    return this.store.paths.socket;
  }

  /** Begins to watch the dock and the drop folders. */
  startDocking(): void {
    this.#docking = true;
    this.store.transaction(() => this.store.log.append('station.started', { pid: process.pid, version: VERSION }));
    this.#describe();
    this.#dock.start();
    for (const drop of this.#drops) drop.start();
    this.#timers.every(SYNC_LOOK_MS, () =>
      Promise.resolve().then(() => {
        this.#sync.tick();
        this.#clear.tick();
      }),
    );
    this.#catchUp();
    this.#timers.every(A_DAY_MS, () => {
      this.#catchUp();
      return Promise.resolve();
    });
  }

  #catchUp(): void {
    this.#records.catchUp((error) => {
      this.options.log.error({ err: error }, 'what follows from the records could not be brought up to date');
    });
  }

  /** Finishes or parks what is under way, signs, and gives the directory free. Twice is fine. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#timers.stop();
    await Promise.all([this.#records.stop(), this.#sync.stop(), this.#clear.stop()]);
    if (this.#docking) await Promise.all([this.#dock.stop(), ...this.#drops.map((d) => d.stop())]);
    await this.#visits.stop();
    await this.#publisher.idle();
    await Promise.all([this.#facts.stop(), this.#previews.stop()]);
    if (this.#docking) this.store.transaction(() => this.store.log.append('station.stopped', {}));
    await this.store.signer.sign();
    this.store.close();
    this.lock.release();
  }

  async *ingest(path: string, by: string): AsyncGenerator<VisitEvent> {
    const root = await realpath(resolve(path)).catch(() => undefined);
    if (root === undefined || !(await stat(root)).isDirectory()) {
      throw new BwcError('bwc.ingest.source_missing', `there is no folder ${path}`, { path });
    }
    const candidate = (await findMount(root)) ?? plainFolder(root);
    const listening = new AbortController();
    const events = this.events.subscribe(listening.signal);
    const { runner, end } = this.#visits.run({
      candidate: { ...candidate, slot: `hand:${root}` },
      sourceType: 'folder',
      byHand: true,
      by,
      only: null,
      notes: new Map(),
      whenFull: 'stop',
    });
    void end
      // Only a clip that was looked at has its times: whoever waits for the visit waits for that as well.
      .then(() => this.described())
      .then(() => this.store.signer.sign())
      .catch((error: unknown) => {
        // What is stored is stored; the next checkpoint covers it.
        this.options.log.error({ err: error }, 'a checkpoint could not be signed');
      })
      .finally(() => {
        listening.abort();
      });
    for await (const event of events) {
      if (event.type === 'describing') yield event;
      else if ('visit' in event ? event.visit === runner.visitId : event.type === 'refused' && event.root === root)
        yield event;
    }
  }

  /** Resolves when every stored clip was looked at and placed in time. */
  described(): Promise<void> {
    return this.#facts.idle();
  }

  act<N extends ActName>(name: N, input: ActInput<N>, by: string): Promise<ActOutput<N>> {
    return this.#records.act(name, input, by);
  }

  exportList(asked: ListAsked, by: string, sight: Sight | null = null): Promise<AsyncIterable<Uint8Array>> {
    return this.#records.exportList(asked, by, sight);
  }

  recordFindings(findings: readonly ClipFinding[], by: string): Promise<void> {
    this.#records.found(findings, by);
    return Promise.resolve();
  }

  preview(clip: string): Promise<PreviewView> {
    return this.#previews.demand(clip);
  }

  async recordVerification(summary: VerifySummary, by: string): Promise<void> {
    this.#records.verified(summary, by);
    await this.store.signer.sign();
  }

  bagOfVisit(visit: string, mhl: boolean, by: string): Promise<VisitBagAnswer> {
    const { store, rules } = this;
    const fetch = async (sha256: string): Promise<void> => {
      const row = store.cleared.get(sha256);
      if (row !== undefined) await this.#clear.bringBack(row, by);
    };
    return bagOfVisit({ store, rules, records: this.#records, places: this.#sync.places, fetch }, visit, mhl, by);
  }

  printTrail(clip: string, language: Language, by: string): Promise<Readable> {
    return this.#trails.print(clip, language, by);
  }

  takeOriginal(clip: string, by: string): Promise<Readable> {
    return takeOriginal(this.store, this.#clear.reader, clip, by);
  }

  async bringBack(id: string, by: string): Promise<BroughtBack> {
    const { id: clip, sha256, storedPath, bytes } = clipAtHand(this.store, id);
    const row = this.store.cleared.get(sha256);
    if (row !== undefined) await this.#clear.bringBack(row, by);
    return { clip, storedPath, bytes, fetched: row !== undefined };
  }

  clearNow(by: string): AsyncIterable<ClearEvent> {
    return this.#clear.now(by);
  }

  follow(signal: AbortSignal): AsyncIterable<VisitEvent> {
    return this.events.subscribe(signal);
  }

  syncNow(by: string): Promise<void> {
    this.#sync.ask(by);
    return Promise.resolve();
  }

  #onVisitEvent(event: VisitEvent): void {
    if (event.type === 'closed' || event.type === 'interrupted') {
      this.#describe();
      this.store.signer.sign().catch((error: unknown) => {
        this.options.log.error({ err: error }, 'a checkpoint could not be signed');
      });
    }
    if (event.type === 'waiting') {
      this.#previews.giveWay();
      this.#clear.giveWay();
    }
    this.events.emit(event);
  }

  /** Facts first, then previews: those only in a station that stays. */
  #describe(): void {
    this.#facts.wake();
    this.#previews.after(this.#facts.idle(), this.#docking);
  }
}
