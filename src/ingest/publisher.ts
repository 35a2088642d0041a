/**
 * The last steps of the write protocol, done by the daemon alone: give a staged part its final name, make that durable,
 * and commit row, custody entry and tree edge in one transaction. That commit is the acknowledgement. Parts that arrive
 * while one group is under way form the next, so that directories and the database are synced once per group. Names
 * are looked up and made in place: each is a few microseconds, a tenth of the way through the thread pool.
 */
import { linkSync, lstatSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReadBack } from '../domain/clip.js';
import { errnoOf, messageOf } from '../domain/errors.js';
import { localDay, toInstant, type Clock, type Instant } from '../domain/time.js';
import { fsyncDirectory, makeDirectoryDurable } from '../store/durable.js';
import type { StationStore } from '../store/station-store.js';
import { IngestError } from './errors.js';
import { BufferPool } from '../store/reading/buffers.js';
import { removeNote } from './visit/parked.js';
import type { Staged } from './visit/pull.js';
import { readBack } from '../store/reading/read-back.js';

/** A content that now lies in the write-once store, old or new. */
export interface Published {
  readonly sha256: string;
  readonly sm3: string | null;
  readonly bytes: number;
  /** Relative to the data directory. */
  readonly storedPath: string;
  readonly readBack: ReadBack;
  readonly at: Instant;
}

export interface PublishJob {
  readonly staged: Staged;
  /** Lower-case extension for the stored name, or empty. */
  readonly extension: string;
  /** It is stored even where the same content was disposed of with another clip. */
  readonly returns: boolean;
  /** Runs inside the committing transaction. @returns the clip that it put on record; null where it was none, or a known one */
  readonly record: (published: Published) => string | null;
}

interface Queued extends PublishJob {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Ready {
  readonly job: Queued;
  readonly published: Published;
}

const GROUP = 64;
const FOLDER_MODE = 0o750;
/** Extensions are for people and their players; anything unusual is left out of a stored name. */
const PLAIN_EXTENSION = /^[a-z0-9]{1,8}$/;

export class Publisher {
  readonly #queue: Queued[] = [];
  readonly #pool = new BufferPool();
  #working: Promise<void> | null = null;

  constructor(
    private readonly store: StationStore,
    private readonly zone: string,
    private readonly clock: Clock,
    /** Told of all clips of a group at once, inside their transaction. */
    private readonly clipsStored: (clipIds: readonly string[]) => void,
  ) {}

  /** Resolves once the record is durable. @throws IngestError `bwc.ingest.publish_conflict`, `bwc.ingest.write_error` */
  publish(job: PublishJob): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...job, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  async idle(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  async #work(): Promise<void> {
    // A turn of the event loop first: reports that arrive together are published together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#publishGroup(this.#queue.splice(0, GROUP));
    this.#working = null;
  }

  async #publishGroup(group: readonly Queued[]): Promise<void> {
    const at = toInstant(this.clock.now());
    const day = localDay(at, this.zone).replaceAll('-', '/');
    const linked = new Map<string, string>();
    const ready: Ready[] = [];
    try {
      await makeDirectoryDurable(join(this.store.paths.originals, day), FOLDER_MODE);
    } catch (error) {
      group.forEach((job) => {
        job.reject(asWriteError(error));
      });
      return;
    }
    for (const job of group) {
      try {
        const storedPath = await this.#place(job, `originals/${day}`, linked);
        const { sha256, sm3, bytes, readBack: method } = job.staged;
        ready.push({ job, published: { sha256, sm3, bytes, storedPath, readBack: method, at } });
      } catch (error) {
        job.reject(error);
      }
    }
    const folders = new Set([...linked.values()].map((path) => dirname(join(this.store.paths.root, path))));
    await this.#commit(ready, [...folders, this.store.paths.incoming]);
  }

  /** Gives the part its final name and returns it; where the content is there already, that stays and the part goes. */
  async #place({ staged, extension, returns }: Queued, folder: string, linked: Map<string, string>): Promise<string> {
    const gone = this.store.disposals.gone(staged.sha256);
    if (gone !== undefined && !returns) {
      await this.#drop(staged);
      return gone.storedPath;
    }
    // At an archive only, and proven to be: it is known, and is not stored a second time.
    const cleared = this.store.cleared.get(staged.sha256);
    if (cleared !== undefined) {
      await this.#drop(staged);
      return cleared.storedPath;
    }
    const known = linked.get(staged.sha256) ?? this.store.originals.get(staged.sha256)?.storedPath;
    const storedPath = known ?? `${folder}/${staged.sha256}${PLAIN_EXTENSION.test(extension) ? `.${extension}` : ''}`;
    const target = join(this.store.paths.root, storedPath);
    const size = sizeOf(target);
    // A recorded original whose file is gone is put back: the link below succeeds exactly then.
    if (known === undefined || size === undefined) {
      try {
        linkSync(staged.part, target);
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw asWriteError(error);
        await this.#mustHold(target, staged);
      }
      linked.set(staged.sha256, storedPath);
    } else if (size !== staged.bytes) {
      throw conflict(target, `${String(size)} bytes`);
    }
    await this.#drop(staged);
    return storedPath;
  }

  async #drop(staged: Staged): Promise<void> {
    unlinkSync(staged.part);
    if (staged.bytes >= 2 ** 20) await removeNote(staged.part);
  }

  /** A file of this name that nobody recorded: left by a crash, and right only if its bytes are. Never overwritten. */
  async #mustHold(target: string, staged: Staged): Promise<void> {
    const found = await readBack(target, false, this.#pool);
    if (found.sha256 === staged.sha256) return;
    throw conflict(target, found.sha256);
  }

  async #commit(ready: readonly Ready[], folders: readonly string[]): Promise<void> {
    if (ready.length === 0) return;
    try {
      for (const folder of folders) await fsyncDirectory(folder);
    } catch (error) {
      for (const { job } of ready) job.reject(asWriteError(error));
      return;
    }
    this.#record(ready);
  }

  /**
   * The content was removed with a clip that was disposed of, and another clip needs it: it counts as stored again, if
   * it is. A disposal that came in between has taken it away; then it is read once more.
   */
  #returned({ sha256, storedPath, at }: Published): void {
    const { store } = this;
    const gone = store.disposals.gone(sha256);
    if (gone === undefined) return;
    if (sizeOf(join(store.paths.root, storedPath)) === undefined) throw disposed(storedPath);
    store.disposals.returned(sha256, at);
    store.log.append('content.returned', { sha256, storedPath, disposedWith: gone.clipId });
  }

  /** One commit for all; where that fails, one for each, so that a clip that cannot be recorded fails alone. */
  #record(ready: readonly Ready[]): void {
    try {
      this.store.transaction(() => {
        const clips: string[] = [];
        for (const { job, published } of ready) {
          const { at: storedAt, ...content } = published;
          if (job.returns) this.#returned(published);
          const before = this.store.originals.get(published.sha256);
          if (before === undefined) this.store.originals.insert({ ...content, storedAt, recovered: false });
          // What is on record of a content that was there already stands: it is that file the clip refers to.
          const clip = job.record(before === undefined ? published : { ...before, at: storedAt });
          if (clip !== null) clips.push(clip);
        }
        if (clips.length > 0) this.clipsStored(clips);
      });
    } catch (error) {
      if (ready.length > 1) for (const one of ready) this.#record([one]);
      else for (const { job } of ready) job.reject(asWriteError(error));
      return;
    }
    for (const { job } of ready) job.resolve();
  }
}

const disposed = (file: string): IngestError =>
  new IngestError('bwc.ingest.source_changed', `${file} was disposed of while it was brought again`, { file });

const sizeOf = (path: string): number | undefined => lstatSync(path, { throwIfNoEntry: false })?.size;

const conflict = (file: string, found: string): IngestError =>
  new IngestError('bwc.ingest.publish_conflict', `${file} exists with other content`, { file, found });

const asWriteError = (error: unknown): IngestError =>
  error instanceof IngestError
    ? error
    : new IngestError(
        errnoOf(error) === 'ENOSPC' || errnoOf(error) === 'SQLITE_FULL'
          ? 'bwc.ingest.disk_full'
          : 'bwc.ingest.write_error',
        `publishing failed: ${messageOf(error)}`,
        { errno: errnoOf(error) ?? 'unknown' },
        { cause: error },
      );
