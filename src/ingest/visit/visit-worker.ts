/** The work of a visit's child process: open, identify, check, list, then pull what it is told to. */
import { createHash } from 'node:crypto';
import { closeSync, constants, openSync } from 'node:fs';
import type { Camera, ClipSource, ListedFile } from '../../device/camera.js';
import type { CameraDriver } from '../../device/driver.js';
import { createDriverRegistry, type DriverRegistry } from '../../device/registry.js';
import { hasCode } from '../../domain/errors.js';
import { sourcePathKey } from '../../domain/source-path.js';
import { monotonicMs, systemClock } from '../../domain/time.js';
import { FOLDER_PROFILE_ID, loadDrivers, VOLUME_DRIVER_ID } from '../drivers.js';
import { IngestError } from '../errors.js';
import { sourceKey } from '../source-key.js';
import { BufferPool } from '../../store/reading/buffers.js';
import { toFailure } from './failure.js';
import { impossibleSize } from './impossible-size.js';
import { readIncoming, type Parked } from './parked.js';
import type { PullItem, Report, StartOrder } from './protocol.js';
import { confirmOnDisk, copyToStaging, type PullContext } from './pull.js';
import { samplesAgree } from './samples.js';

const ENTRIES_PER_REPORT = 250;
const PROGRESS_EVERY_MS = 200;
/** Files up to this size are pulled several at a time: their cost is waiting for fsync, not bandwidth. */
const SMALL_BYTES = 4 * 2 ** 20;
const SMALL_AT_ONCE = 24;

export class VisitWorker {
  readonly #pool = new BufferPool();
  readonly #abort = new AbortController();
  readonly #files = new Map<number, ListedFile>();
  #parked: readonly Parked[] = [];
  #capacityBytes: number | null = null;
  #gone = false;

  private constructor(
    private readonly camera: Camera,
    private readonly order: StartOrder,
    private readonly report: (report: Report) => void,
  ) {}

  /** @returns undefined when it is no camera; the refusal is reported then, and nothing further was read */
  static async start(order: StartOrder, report: (report: Report) => void): Promise<VisitWorker | undefined> {
    const registry = createDriverRegistry(await loadDrivers(order.extraDrivers));
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
      identity,
    });
    return new VisitWorker(camera, order, report);
  }

  async list(): Promise<void> {
    const { camera, report } = this;
    const digest = createHash('sha256');
    let batch: ListedFile[] = [];
    for await (const listed of camera.list(this.#abort.signal)) {
      const file = this.#selected(listed);
      if (file.class.as === 'clip' || file.class.as === 'sidecar') this.#files.set(file.index, file);
      digest.update(`${JSON.stringify([sourcePathKey(file.path), file.bytes, file.stamp, file.class.as])}\n`);
      batch.push(file);
      if (batch.length === ENTRIES_PER_REPORT) {
        report({ type: 'entries', files: batch });
        batch = [];
      }
    }
    report({ type: 'entries', files: batch });
    const readiness = await camera.readiness();
    this.#capacityBytes = readiness.storage.capacityBytes;
    this.#parked = (await readIncoming(this.order.incoming)).parked;
    const clock = await camera.readClock(systemClock, this.order.zone);
    report({ type: 'listed', count: this.#files.size, digest: digest.digest('hex'), readiness, clock });
  }

  /** Pulls the items of one order: small files side by side, a large one's read-back beside the next one's copy. */
  async pull(items: readonly PullItem[]): Promise<void> {
    const small = items.filter((i) => (this.#files.get(i.index)?.bytes ?? 0) <= SMALL_BYTES);
    const large = items.filter((i) => !small.includes(i));
    await eachOf(small, SMALL_AT_ONCE, async (item) => (await this.#pullOne(item))());
    let confirming: Promise<void> = Promise.resolve();
    for (const item of large) {
      const confirm = await this.#pullOne(item);
      await confirming;
      confirming = confirm();
    }
    await confirming;
    this.report(this.#gone ? { type: 'gone' } : { type: 'drained' });
  }

  /** Stops copies at the next chunk; what they have so far is parked. */
  park(): void {
    this.#abort.abort();
  }

  async close(): Promise<void> {
    await this.camera.close();
  }

  /** Copies one item; the function it returns reads it back and reports. Never throws: every item gets one report. */
  async #pullOne(item: PullItem): Promise<() => Promise<void>> {
    const done = (): Promise<void> => Promise.resolve();
    if (this.#gone || this.#abort.signal.aborted) return done;
    try {
      const file = this.#files.get(item.index);
      if (file === undefined) throw new IngestError('bwc.internal', `no file ${String(item.index)} was listed`);
      const impossible = impossibleSize(file, this.#capacityBytes);
      if (impossible !== null) throw new IngestError('bwc.ingest.impossible_size', impossible, { bytes: file.bytes });
      const known = await this.#knownAs(file, item);
      if (known !== undefined) {
        this.report({ type: 'known', index: item.index, sha256: known });
        return done;
      }
      const context = this.#context(item.index);
      const key = sourceKey(this.camera.medium.id, file);
      const copied = await copyToStaging(
        file,
        this.#parked.find((p) => p.note.sourceKey === key),
        context,
      );
      return async () => {
        try {
          this.report({ type: 'staged', index: item.index, staged: await confirmOnDisk(copied, context) });
        } catch (error) {
          this.#failed(item.index, error);
        }
      };
    } catch (error) {
      this.#failed(item.index, error);
      return done;
    }
  }

  #failed(index: number, error: unknown): void {
    // A vanished medium or a stop on request is no failure of the clip: it simply waits.
    if (hasCode(error, 'bwc.device.gone')) this.#gone = true;
    else if (!hasCode(error, 'bwc.ingest.cancelled')) this.report({ type: 'failed', index, failure: toFailure(error) });
  }

  #context(index: number): PullContext {
    let last = monotonicMs();
    return {
      camera: this.camera,
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
    if (item.known.length === 0) return undefined;
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

async function eachOf<T>(items: readonly T[], atOnce: number, act: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items].reverse();
  const lane = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}
