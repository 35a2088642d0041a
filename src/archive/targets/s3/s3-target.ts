/** An archive in a bucket of an S3-compatible engine. */
import type { Readable } from 'node:stream';
import { monotonicMs, toInstant, type Clock, type Instant } from '../../../domain/time.js';
import { ArchiveError } from '../../errors.js';
import type { ObjectKey } from '../../keys.js';
import { mustBeArchive } from '../../marker.js';
import { encodeMetadata } from '../../metadata.js';
import type { ProbeReport } from '../../probe-report.js';
import { openSource, type Source } from '../../source.js';
import type {
  ArchiveTarget,
  ByteRange,
  Content,
  ObjectPage,
  PutOptions,
  PutResult,
  ReadBackDigest,
  ResumeNote,
  Retention,
  StoredObject,
} from '../../target.js';
import { judge } from '../../verdict.js';
import { S3WitnessStore } from '../../witness/s3-witness-store.js';
import type { WitnessStore } from '../../witness/witness-store.js';
import { S3Engine } from './engine.js';
import { lengthen, setHold } from './lock.js';
import { readMarker } from './marker.js';
import { hashObject, listObjects, lookUp, lookUpListed, mustHaveBucket, readObject } from './objects.js';
import { MOST_BYTES, planParts } from './parts.js';
import { probeEngine } from './probe.js';
import type { S3Settings } from './settings.js';
import { giveUp, readNote } from './upload-state.js';
import { uploadInParts, uploadWhole } from './upload.js';

/** So long a marker that was seen counts. */
const SEEN_MS = 60_000;

export class S3Target implements ArchiveTarget {
  readonly kind = 's3';
  readonly #engine: S3Engine;
  #seenAt: number | null = null;
  /** Known only after a probe; engines that do not know the header may refuse the whole request. */
  #conditional = false;

  constructor(
    private readonly settings: S3Settings,
    private readonly clock: Clock,
  ) {
    this.#engine = new S3Engine(settings, clock);
  }

  async probe(signal: AbortSignal): Promise<ProbeReport> {
    const { archiveId, lock } = this.settings;
    await this.#mustBeTheArchive();
    const checks = await probeEngine(this.#engine, lock, this.clock, signal);
    this.#conditional = checks.overwriteRefused === 'yes';
    const { clockAheadMs } = this.#engine;
    const at = toInstant(this.clock.now());
    return { archiveId, at, checks, clockAheadMs, freeBytes: null, verdict: judge(checks, lock) };
  }

  /** @param days how long a checkpoint is locked. Closed with the target. */
  witness(days: number): WitnessStore {
    const keeping = { lock: this.settings.lock, days, conditional: () => this.#conditional };
    return new S3WitnessStore(this.#engine, keeping, this.clock);
  }

  async head(key: ObjectKey, version?: string): Promise<StoredObject | null> {
    if (version === undefined) return lookUpListed(this.#engine, key);
    const found = await lookUp(this.#engine, key, version);
    if (found === null) await mustHaveBucket(this.#engine);
    return found;
  }

  async put(key: ObjectKey, content: Content, options: PutOptions): Promise<PutResult> {
    const facts = encodeMetadata(options.metadata);
    if ((this.#seenAt ?? -Infinity) < monotonicMs() - SEEN_MS) await this.#mustBeTheArchive();
    const source = openSource(content);
    try {
      // Large contents leave a note; of small ones a second version does no harm, and to ask for the first costs each put.
      const there = await (options.resume === null ? lookUp : lookUpListed)(this.#engine, key);
      if (there !== null) return await this.#present(there, source, options);
      const metadata = { sha256: source.sha256, ...(facts === '' ? {} : { bwc: facts }) };
      return { outcome: 'stored', version: await this.#upload(key, source, options, metadata), readBack: 'none' };
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.details['reason'] !== 'PreconditionFailed') throw error;
      // Another station was faster.
      const there = await lookUp(this.#engine, key);
      if (there === null) throw error;
      return await this.#present(there, source, options);
    } finally {
      source.close();
    }
  }

  async abandon(key: ObjectKey, note: ResumeNote): Promise<void> {
    const upload = readNote(note);
    if (upload !== null) await giveUp(this.#engine, key, upload.uploadId);
  }

  async retain(key: ObjectKey, version: string | null, until: Instant): Promise<Retention | null> {
    const { lock } = this.settings;
    return lock === 'none' ? null : lengthen(this.#engine, { key, version }, until, lock);
  }

  async hold(key: ObjectKey, version: string | null, on: boolean): Promise<boolean> {
    if (this.settings.lock === 'none') return false;
    await setHold(this.#engine, { key, version }, on);
    return true;
  }

  read(key: ObjectKey, version: string | null, range: ByteRange = { from: 0 }): Promise<Readable> {
    return readObject(this.#engine, key, version, range);
  }

  readBackAndHash(
    key: ObjectKey,
    version: string | null,
    signal: AbortSignal,
    onProgress: (bytes: number) => void | Promise<void> = () => undefined,
  ): Promise<ReadBackDigest> {
    return hashObject(this.#engine, key, version, signal, onProgress);
  }

  list(prefix: string, after: ObjectKey | null, limit: number): Promise<ObjectPage> {
    return listObjects(this.#engine, prefix, after, limit);
  }

  close(): void {
    this.#engine.close();
  }

  async #mustBeTheArchive(): Promise<void> {
    const { archiveId, bucket } = this.settings;
    mustBeArchive(await readMarker(this.#engine), archiveId, bucket);
    this.#seenAt = monotonicMs();
  }

  #upload(
    key: ObjectKey,
    source: Source,
    options: PutOptions,
    metadata: Record<string, string>,
  ): Promise<string | null> {
    if (source.bytes > MOST_BYTES) {
      throw new ArchiveError('bwc.archive.refused', `${key} is too large`, { key, bytes: source.bytes });
    }
    const lock = this.settings.lock === 'none' ? null : this.settings.lock;
    const job = { engine: this.#engine, key, source, options, metadata, conditional: this.#conditional, lock };
    const plan = planParts(source.bytes);
    return plan === null ? uploadWhole(job) : uploadInParts(job, plan);
  }

  /** @throws ArchiveError `bwc.archive.conflict` naming both digests */
  async #present(there: StoredObject, source: Source, options: PutOptions): Promise<PutResult> {
    const { key, version } = there;
    // Without a record of its digest (somebody else's object) it is read.
    const sha256 = there.sha256 ?? (await this.readBackAndHash(key, version, options.signal)).sha256;
    if (sha256 === source.sha256 && there.bytes === source.bytes) {
      // It was completed before the crash, or came from elsewhere: parts of it are wanted no more.
      if (options.resume !== null) await this.abandon(key, options.resume);
      await options.onProgress(source.bytes);
      return { outcome: 'present', version, readBack: 'none' };
    }
    throw new ArchiveError('bwc.archive.conflict', `${key} holds ${sha256}, not ${source.sha256}`, {
      key,
      expected: source.sha256,
      found: sha256,
      bytes: there.bytes,
    });
  }
}
