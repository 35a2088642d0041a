/** The work of a visit's child process: open, identify, check, list, then pull what it is told to. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, constants, openSync } from 'node:fs';
import type { Camera, ClipSource, ListedFile } from '../../device/camera.js';
import type { CameraDriver } from '../../device/driver.js';
import { createDriverRegistry, type DriverRegistry } from '../../device/registry.js';
import type { EraseProof } from '../../domain/erase.js';
import { hasCode, messageOf } from '../../domain/errors.js';
import { sourcePathKey } from '../../domain/source-path.js';
import { monotonicMs, systemClock, toInstant } from '../../domain/time.js';
import { FOLDER_PROFILE_ID, loadDrivers, VOLUME_DRIVER_ID } from '../drivers.js';
import { IngestError } from '../errors.js';
import { BufferPool } from '../../store/reading/buffers.js';
import { eraseFile } from './erase-file.js';
import { toFailure } from './failure.js';
import { hostDriver } from './host-driver.js';
import { fromHostOrder } from './host-order.js';
import { impossibleSize } from './impossible-size.js';
import { readIncoming, type Parked } from './parked.js';
import type { PullItem, Report, StartOrder } from './protocol.js';
import { copyToStaging, settle, type Copied, type PullContext } from './pull.js';
import { samplesAgree } from './samples.js';

const ENTRIES_PER_REPORT = 250;
const PROGRESS_EVERY_MS = 200;
/** Files up to this size are made durable many at a time: one commit of the file system's journal then serves them all. */
const SMALL_BYTES = 4 * 2 ** 20;
const SMALL_TOGETHER = 32;

interface Unsettled {
  readonly index: number;
  readonly copied: Copied;
  readonly context: PullContext;
}

export class VisitWorker {
  readonly #pool = new BufferPool();
  readonly #abort = new AbortController();
  readonly #files = new Map<number, ListedFile>();
  /** Of everything listed, by path. */
  readonly #indexes = new Map<string, number>();
  #parked: readonly Parked[] = [];
  #capacityBytes: number | null = null;
  #gone = false;
  #pulling = false;
  /** The group that is being made durable and read back while the next is copied; it may outlast the order it came with. */
  #settling: Promise<void> = Promise.resolve();

  private constructor(
    private readonly camera: Camera,
    private readonly order: StartOrder,
    private readonly report: (report: Report) => void,
  ) {}

  /** @returns undefined when it is no camera; the refusal is reported then, and nothing further was read */
  static async start(order: StartOrder, report: (report: Report) => void): Promise<VisitWorker | undefined> {
    const { host, zone, setClock } = order;
    const { drivers, hostKinds } = await loadDrivers(order.cameras, {
      setClock,
      ...(order.erase && { erase: { secondRead: true } }),
      onRecovery: (step, why) => {
        report({ type: 'recovering', step, why });
      },
    });
    const settings = host === null ? null : fromHostOrder(host);
    const hosts =
      settings === null ? [] : hostKinds.map((kind) => hostDriver(kind, drivers, { settings, zone, setClock, report }));
    const registry = createDriverRegistry([...drivers, ...hosts]);
    const answer = await registry.recognise(order.candidate);
    if (!answer.recognised && !(order.byHand && answer.code === 'bwc.device.refused')) {
      report({ type: 'refused', code: answer.code, reason: answer.reason });
      return undefined;
    }
    const { driver, profile, because } = answer.recognised ? answer : byHand(registry);
    const camera = await driver.open(order.candidate, profile);
    const identity = await camera.identify();
    report({
      type: 'opened',
      driver: driver.id,
      because,
      medium: camera.medium,
      manifest: camera.manifest,
      profile: camera.profile,
      mediaClock: camera.mediaClock ?? null,
      identity,
    });
    return new VisitWorker(camera, order, report);
  }

  async list(): Promise<void> {
    const { camera, report } = this;
    const digest = createHash('sha256');
    const batch: ListedFile[] = [];
    for await (const file of camera.list(this.#abort.signal)) {
      batch.push(this.#selected(file));
      if (batch.length === ENTRIES_PER_REPORT) this.#take(batch.splice(0), digest);
    }
    this.#take(batch, digest);
    const readiness = await camera.readiness();
    this.#capacityBytes = readiness.storage.capacityBytes;
    this.#parked = (await readIncoming(this.order.incoming)).parked;
    const clock = await camera.readClock(systemClock, this.order.zone);
    report({ type: 'listed', count: this.#files.size, digest: digest.digest('hex'), readiness, clock });
  }

  /** Lists again where something may have appeared, and takes what was not there. Never throws: all that was listed is safe. */
  async lookAgain(): Promise<void> {
    const { camera, report } = this;
    try {
      const files = (await camera.appeared?.()) === true ? await this.#listNew() : [];
      const digest = createHash('sha256');
      this.#take(files, digest);
      if (files.length > 0) this.#capacityBytes = (await camera.readiness()).storage.capacityBytes;
      report({ type: 'lookedAgain', count: files.length, digest: digest.digest('hex'), problem: null });
    } catch (error) {
      report({ type: 'lookedAgain', count: 0, digest: '', problem: messageOf(error) });
    }
  }

  /** What has a path that nothing listed had; its indexes go on from there. */
  async #listNew(): Promise<ListedFile[]> {
    const { camera } = this;
    const indexes = new Map<number, number>();
    const fresh: ListedFile[] = [];
    for await (const file of camera.list(this.#abort.signal)) {
      const known = this.#indexes.get(sourcePathKey(file.path));
      const index = known ?? this.#indexes.size + fresh.length;
      indexes.set(file.index, index);
      if (known === undefined) fresh.push({ ...this.#selected(file), index });
    }
    return fresh.map((file) =>
      file.class.as === 'sidecar' ? { ...file, class: { ...file.class, of: indexes.get(file.class.of) ?? -1 } } : file,
    );
  }

  /** Remembers and reports them. */
  #take(files: readonly ListedFile[], digest: Hash): void {
    for (const file of files) {
      this.#indexes.set(sourcePathKey(file.path), file.index);
      if (file.class.as === 'clip' || file.class.as === 'sidecar') this.#files.set(file.index, file);
      digest.update(`${JSON.stringify([sourcePathKey(file.path), file.bytes, file.stamp, file.class.as])}\n`);
    }
    this.report({ type: 'entries', files });
  }

  /**
   * Copies the items of one order, group by group. The last group may still be settling when the next order comes, so
   * that neither the camera nor the disk waits for the daemon.
   */
  async pull(items: readonly PullItem[]): Promise<void> {
    this.#pulling = true;
    for (const group of this.#groups(items)) {
      const copied: Unsettled[] = [];
      for (const item of group) copied.push(...(await this.#copy(item)));
      await this.#settling;
      this.#settling = Promise.all(copied.map((one) => this.#settle(one))).then(() => {
        if (this.#gone && !this.#pulling) this.report({ type: 'gone' });
      });
    }
    if (this.#gone) await this.#settling;
    this.#pulling = false;
    this.report(this.#gone ? { type: 'gone' } : { type: 'drained' });
  }

  /** At the next full second: cameras' clocks have no finer hand. */
  async setClock(): Promise<void> {
    const { camera, order } = this;
    const before = await camera.readClock(systemClock, order.zone);
    try {
      const now = systemClock.now();
      const second = Math.ceil(now / 1000) * 1000;
      await new Promise((resolve) => setTimeout(resolve, second - now));
      await camera.setClock?.(toInstant(second), order.zone);
      const after = await camera.readClock(systemClock, order.zone);
      this.report({ type: 'clockSet', before, after, problem: null });
    } catch (error) {
      this.report({ type: 'clockSet', before, after: null, problem: messageOf(error) });
    }
  }

  erase(turn: { readonly index: number; readonly proof: EraseProof }): Promise<void> {
    const file = this.order.erase ? this.#files.get(turn.index) : undefined;
    return eraseFile(this.camera, file, turn, this.report);
  }

  /** Stops copies at the next chunk; what they have so far is parked. */
  park(): void {
    this.#abort.abort();
  }

  async close(): Promise<void> {
    await this.#settling;
    await this.camera.close();
  }

  /** A large file alone, small ones together. */
  #groups(items: readonly PullItem[]): PullItem[][] {
    const groups: PullItem[][] = [];
    let small: PullItem[] = [];
    for (const item of items) {
      if ((this.#files.get(item.index)?.bytes ?? 0) > SMALL_BYTES) {
        groups.push([item]);
        continue;
      }
      if (small.length === 0) groups.push(small);
      small.push(item);
      if (small.length === SMALL_TOGETHER) small = [];
    }
    return groups;
  }

  /** Copies one item; empty when there is nothing to settle. Never throws: every item gets one report. */
  async #copy(item: PullItem): Promise<Unsettled[]> {
    const { index } = item;
    if (this.#gone || this.#abort.signal.aborted) return [];
    try {
      const file = this.#files.get(index);
      if (file === undefined) throw new IngestError('bwc.internal', `no file ${String(index)} was listed`);
      const impossible = impossibleSize(file, this.#capacityBytes);
      if (impossible !== null) throw new IngestError('bwc.ingest.impossible_size', impossible, { bytes: file.bytes });
      const known = await this.#knownAs(file, item);
      if (known !== undefined) {
        this.report({ type: 'known', index, sha256: known });
        return [];
      }
      const context = this.#context(item);
      const parked = this.#parked.find((p) => p.note.sourceKey === item.sourceKey);
      return [{ index, copied: await copyToStaging(file, parked, context), context }];
    } catch (error) {
      this.#failed(index, error);
      return [];
    }
  }

  async #settle({ index, copied, context }: Unsettled): Promise<void> {
    try {
      this.report({ type: 'staged', index, staged: await settle(copied, context) });
    } catch (error) {
      this.#failed(index, error);
    }
  }

  #failed(index: number, error: unknown): void {
    // A vanished medium or a stop on request is no failure of the clip: it simply waits.
    if (hasCode(error, 'bwc.device.gone')) this.#gone = true;
    else if (!hasCode(error, 'bwc.ingest.cancelled')) this.report({ type: 'failed', index, failure: toFailure(error) });
  }

  #context({ index, sourceKey }: PullItem): PullContext {
    let last = monotonicMs();
    return {
      camera: this.camera,
      sourceKey,
      settings: this.order,
      pool: this.#pool,
      signal: this.#abort.signal,
      onProgress: (position) => {
        if (monotonicMs() - last < PROGRESS_EVERY_MS) return;
        last = monotonicMs();
        this.report({ type: 'progress', index, position });
      },
    };
  }

  async #knownAs(file: ListedFile, item: PullItem): Promise<string | undefined> {
    // Samples are read here and there; a camera that is read from the beginning only is read in full.
    if (item.known.length === 0 || !this.camera.manifest.partialRead) return undefined;
    const source = await this.camera.open(file);
    try {
      if (source.bytes !== file.bytes) return undefined;
      for (const { sha256, path } of item.known) if (await this.#agrees(source, path, file.bytes)) return sha256;
      return undefined;
    } finally {
      await source.close();
    }
  }

  /** Whether the stored original has the source's bytes; one that cannot be opened proves nothing. */
  async #agrees(source: ClipSource, original: string, bytes: number): Promise<boolean> {
    let fd: number;
    try {
      fd = openSync(original, constants.O_RDONLY | constants.O_NOFOLLOW);
    } catch {
      return false;
    }
    try {
      return await samplesAgree(source, fd, bytes, this.#pool);
    } finally {
      closeSync(fd);
    }
  }

  #selected(file: ListedFile): ListedFile {
    const { only } = this.order;
    if (only === null || file.class.as === 'ignored' || only.includes(sourcePathKey(file.path))) return file;
    return { ...file, class: { as: 'ignored', reason: 'not ready: still being written, or without a note' } };
  }
}

function byHand(registry: DriverRegistry): { driver: CameraDriver; profile: string; because: string } {
  const driver = registry.drivers.find((d) => d.id === VOLUME_DRIVER_ID);
  if (driver === undefined) throw new IngestError('bwc.device.unsupported', 'there is no driver for folders');
  return { driver, profile: FOLDER_PROFILE_ID, because: 'a folder named by hand' };
}
