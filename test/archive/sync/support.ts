/** A station with clips that may go to the archive, and an archive that lives in memory and fails as it is told. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { ArchiveError } from '../../../src/archive/errors.js';
import type { ObjectKey } from '../../../src/archive/keys.js';
import type { ArchivePlace, SyncContext } from '../../../src/archive/sync/context.js';
import { Runner } from '../../../src/archive/sync/runner.js';
import type { ProbeChecks, ProbeReport } from '../../../src/archive/probe-report.js';
import { judge } from '../../../src/archive/verdict.js';
import type { ArchiveTarget, Content, Retention, StoredObject } from '../../../src/archive/target.js';
import { fromInstant, toInstant } from '../../../src/domain/time.js';
import { Gate } from '../../../src/ingest/preview/gate.js';
import { queueNextBefore } from '../../../src/records/archive/queue.js';
import { verdictsOfClip } from '../../../src/records/clips/verdicts.js';
import type { OnRecord } from '../../records/support.js';

export type Fault = 'none' | 'before' | 'after' | 'gone' | 'full';

export const bytesOf = (content: Content): Buffer =>
  'file' in content ? readFileSync(content.file) : Buffer.from(content.data);

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface Held {
  readonly bytes: Buffer;
  retention: Retention | null;
  legalHold: boolean;
}

/** At the lowest seam: whole objects, each call of it a place where something can break. */
export class MemoryTarget implements ArchiveTarget {
  readonly kind = 'directory';
  readonly objects = new Map<string, Held>();
  readonly readBacks: string[] = [];
  readonly puts: string[] = [];
  /** Of the calls to come, in turn; none once they are used up. */
  faults: Fault[] = [];

  probedAt = '2026-03-03T03:00:00.000Z';
  checks: ProbeChecks = {
    wrongContentRefused: 'yes',
    overwriteRefused: 'no',
    versioned: 'no',
    lockReadBack: 'no',
    shorteningRefused: 'no',
    deletionRefused: 'no',
    defaultRetention: 'no',
  };
  probe(): Promise<ProbeReport> {
    return this.#call('', () => ({
      archiveId: '',
      at: this.probedAt,
      checks: this.checks,
      clockAheadMs: null,
      freeBytes: null,
      verdict: judge(this.checks, 'recorded'),
    }));
  }
  head(key: ObjectKey): Promise<StoredObject | null> {
    return this.#call(key, () => {
      const held = this.objects.get(key);
      if (held === undefined) return null;
      const { bytes, retention, legalHold } = held;
      return { key, bytes: bytes.length, sha256: digest(bytes), version: null, retention, legalHold, metadata: {} };
    });
  }
  async put(key: ObjectKey, content: Content, { onProgress }: Parameters<ArchiveTarget['put']>[2]) {
    const bytes = bytesOf(content);
    await onProgress(bytes.length);
    return this.#call(key, () => {
      const before = this.objects.get(key);
      if (before !== undefined && digest(before.bytes) !== content.sha256)
        throw new ArchiveError('bwc.archive.conflict', key, { key });
      this.puts.push(key);
      if (before === undefined) this.objects.set(key, { bytes, retention: null, legalHold: false });
      return { outcome: before === undefined ? 'stored' : 'present', version: null, readBack: 'none' } as const;
    });
  }
  abandon(): Promise<void> {
    return Promise.resolve();
  }
  retain(key: ObjectKey, _version: string | null, until: string): Promise<Retention> {
    return this.#call(key, () => {
      const held = this.#held(key);
      if (held.retention === null || held.retention.until < until) held.retention = { until, enforcement: 'recorded' };
      return held.retention;
    });
  }
  hold(key: ObjectKey, _version: string | null, on: boolean): Promise<boolean> {
    return this.#call(key, () => {
      this.#held(key).legalHold = on;
      return true;
    });
  }
  read(key: ObjectKey): Promise<Readable> {
    return this.#call(key, () => Readable.from([this.#held(key).bytes]));
  }
  readBackAndHash(key: ObjectKey) {
    return this.#call(key, () => {
      const { bytes } = this.#held(key);
      this.readBacks.push(key);
      return { bytes: bytes.length, sha256: digest(bytes), method: 'direct' } as const;
    });
  }
  list() {
    return Promise.resolve({ objects: [], next: null });
  }
  close(): void {
    // Nothing is open.
  }

  #held(key: string): Held {
    const held = this.objects.get(key);
    if (held === undefined) throw new ArchiveError('bwc.archive.unreachable', `no ${key} just now`, {});
    return held;
  }

  async #call<T>(key: string, act: () => T): Promise<T> {
    await Promise.resolve();
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'before') throw new ArchiveError('bwc.archive.unreachable', 'no answer', {});
    if (fault === 'full') throw new ArchiveError('bwc.archive.full', 'no room', { retryAfterMs: 5_000 });
    const answer = act();
    if (fault === 'after') throw new ArchiveError('bwc.archive.unreachable', 'the answer was lost', {});
    if (fault === 'gone' && !this.readBacks.includes(key)) this.objects.delete(key);
    return answer;
  }
}

export class TestSync {
  now = fromInstant('2026-03-03T03:00:00.000Z');
  readonly context: SyncContext;
  readonly settings = {
    minimumDays: 180,
    zone: 'Asia/Shanghai',
    bytesPerSecond: null as number | null,
    auditNights: 30,
  };
  readonly place: ArchivePlace;
  /** Closed while a camera is copied. */
  readonly gate = new Gate();
  /** How often something waited for that. */
  heldBack = 0;
  #stop = new AbortController();
  #runner: Runner;

  constructor(
    readonly station: OnRecord,
    target: ArchiveTarget,
    name = 'bureau',
    witness: ArchivePlace['witness'] = null,
    others: readonly ArchivePlace[] = [],
    witnessKey: ArchivePlace['witnessKey'] = null,
  ) {
    const { store } = station;
    this.place = { name, archiveId: `id of ${name}`, target, witness, witnessKey };
    this.context = {
      store,
      clock: { now: () => this.now },
      settings: this.settings,
      places: [this.place, ...others],
      verdictsOf: (clip) => verdictsOfClip(store, station.rules, clip),
    };
    store.transaction(() => {
      store.archives.configure(this.context.places);
    });
    while (queueNextBefore({ store, now: () => toInstant(this.now) }, 200));
    this.#runner = this.#newRunner();
  }

  #newRunner(): Runner {
    return new Runner(this.context, this.place, {
      whenFree: async (signal) => {
        if (!this.gate.isOpen) this.heldBack += 1;
        await this.gate.whenOpen(signal);
      },
      random: () => 0.5,
      log: pino({ level: 'silent' }),
    });
  }

  get runner(): Runner {
    return this.#runner;
  }

  /** As a process that was killed: nothing it had in memory is left. */
  restart(): void {
    this.#stop = new AbortController();
    this.#runner = this.#newRunner();
  }

  /** As the station does when it ends. */
  stop(): void {
    this.#stop.abort();
  }

  run(isNight = true): Promise<void> {
    return this.#runner.run(
      () => true,
      this.#stop.signal,
      () => isNight,
    );
  }

  /** Every order that is there, as it stands. */
  orders(clips: readonly string[]) {
    return clips.flatMap((clip) => this.station.store.outbox.of(clip)).filter((o) => o.target === this.place.name);
  }

  kinds(clip: string): string[] {
    return this.station.store.custody.list({ clip, limit: 1000, newestFirst: false }).map((e) => e.kind);
  }
}
