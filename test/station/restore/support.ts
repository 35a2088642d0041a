/** A station that syncs into real directories and takes its backups along, until it is lost. */
import { rmSync } from 'node:fs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { makeRecoveryPair, readRecoverySecret, type RecoveryPair } from '../../../src/archive/backup/recovery-key.js';
import type { ArchivePlace, SyncContext } from '../../../src/archive/sync/context.js';
import { Runner } from '../../../src/archive/sync/runner.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { addMs, fromInstant, systemClock, toInstant, type Clock } from '../../../src/domain/time.js';
import { Gate } from '../../../src/ingest/preview/gate.js';
import { queueNextBefore } from '../../../src/records/archive/queue.js';
import { verdictsOfClip } from '../../../src/records/clips/verdicts.js';
import { StationBackups } from '../../../src/station/backup/station-backups.js';
import { loadConfig } from '../../../src/station/config.js';
import type { RestoreOptions } from '../../../src/station/restore/options.js';
import { placesNamed } from '../../../src/station/restore/places.js';
import type { StationStore } from '../../../src/store/station-store.js';
import { OnRecord, rulesOf } from '../../records/support.js';
import { tempFolder } from '../../store/support.js';

const log = pino({ level: 'silent' });

export class Clockwork implements Clock {
  instant = '2026-03-03T03:00:00.000Z';
  now(): number {
    return fromInstant(this.instant);
  }
  pass(ms: number): void {
    this.instant = addMs(this.instant, ms);
  }
}

export class SyncedStation {
  readonly clock = new Clockwork();
  readonly #stop = new AbortController();

  private constructor(
    readonly onRecord: OnRecord,
    readonly pair: RecoveryPair,
    readonly archive: string,
    readonly places: readonly ArchivePlace[],
  ) {}

  static async open(change: (config: string) => string = (text) => text): Promise<SyncedStation> {
    const onRecord = await OnRecord.open();
    const pair = makeRecoveryPair();
    const { config } = onRecord.store.paths;
    const text = readFileSync(config, 'utf8').replace('recovery_key = ""', `recovery_key = "${pair.publicText}"`);
    writeFileSync(config, change(text));
    const archive = await tempFolder();
    await initialiseDirectoryArchive(archive, systemClock);
    return new SyncedStation(onRecord, pair, archive, placesNamed([archive], systemClock));
  }

  get store(): StationStore {
    return this.onRecord.store;
  }

  sync(): Promise<void> {
    return syncOf(this.store, this.places, this.clock, this.#stop.signal);
  }

  /** The machine is gone with all that was on it. */
  lose(): void {
    const { root } = this.store.paths;
    this.store.close();
    rmSync(root, { recursive: true });
  }

  async options(changes: Partial<RestoreOptions> = {}): Promise<RestoreOptions> {
    return {
      places: this.places,
      dataDir: join(await tempFolder(), '新 站'),
      ...{ station: null, at: null, known: null, asSuccessor: false, again: false, originals: 'all' },
      secret: readRecoverySecret(this.pair.secretText),
      clock: this.clock,
      actor: 'cli:zhao',
      signal: this.#stop.signal,
      onProgress: () => undefined,
      ...changes,
    };
  }
}

/** One sync of a station to each of its archives, as its daemon would run it. */
export async function syncOf(
  store: StationStore,
  places: readonly ArchivePlace[],
  clock: Clock,
  signal: AbortSignal = new AbortController().signal,
  backedUp = true,
): Promise<void> {
  const rules = rulesOf('xiamen-2021');
  const context: SyncContext = {
    store,
    clock,
    settings: { minimumDays: 180, zone: 'Asia/Shanghai', bytesPerSecond: null, auditNights: 30 },
    places,
    verdictsOf: (clip) => verdictsOfClip(store, rules, clip),
  };
  store.transaction(() => {
    store.archives.configure(places);
  });
  while (queueNextBefore({ store, now: () => toInstant(clock.now()) }, 200));
  const backups = backedUp ? StationBackups.of(store, loadConfig(store.paths), rules, clock, log) : null;
  for (const place of places) {
    const hooks = { whenFree: () => Promise.resolve(), random: () => 0.5, log };
    const cover = backups === null ? {} : { cover: backups.coverWhen(new Gate()) };
    const runner = new Runner(context, place, { ...hooks, ...cover });
    await runner.run(() => true, signal);
    const { code } = runner.view();
    if (code !== null) throw new Error(`sync failed: ${code}`);
  }
}
