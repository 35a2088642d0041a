/**
 * The last steps of the write protocol, done by the daemon alone: give a staged part its final name, make that durable,
 * and commit row, custody entry and tree edge in one transaction. That commit is the acknowledgement. Parts that arrive
 * while one group is under way form the next, so that directories and the database are synced once per group.
 */
import { link, lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, messageOf } from '../domain/errors.js';
import { localDay, toInstant } from '../domain/time.js';
import { fsyncDirectory, makeDirectoryDurable } from '../store/durable.js';
import { IngestError } from './errors.js';
import { BufferPool } from '../store/reading/buffers.js';
import { removeNote } from './visit/parked.js';
import { readBack } from '../store/reading/read-back.js';
const GROUP = 256;
const FOLDER_MODE = 0o750;
/** Extensions are for people and their players; anything unusual is left out of a stored name. */
const PLAIN_EXTENSION = /^[a-z0-9]{1,8}$/;
export class Publisher {
  store;
  zone;
  clock;
  #queue = [];
  #pool = new BufferPool();
  #working = null;
  constructor(store, zone, clock) {
    this.store = store;
    this.zone = zone;
    this.clock = clock;
  }
  /** Resolves once the record is durable. @throws IngestError `bwc.ingest.publish_conflict`, `bwc.ingest.write_error` */
  publish(job) {
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...job, resolve, reject });
      this.#working ??= this.#work();
    });
  }
  async idle() {
    while (this.#working !== null) await this.#working;
  }
  async #work() {
    // A turn of the event loop first: reports that arrive together are published together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#publishGroup(this.#queue.splice(0, GROUP));
    this.#working = null;
  }
  async #publishGroup(group) {
    const at = toInstant(this.clock.now());
    const day = localDay(at, this.zone).replaceAll('-', '/');
    const linked = new Map();
    const ready = [];
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
    await this.#commit(ready, join(this.store.paths.originals, day));
  }
  /** Gives the part its final name and returns it; where the content is there already, that stays and the part goes. */
  async #place({ staged, extension }, folder, linked) {
    const known = linked.get(staged.sha256) ?? this.store.originals.get(staged.sha256)?.storedPath;
    const storedPath = known ?? `${folder}/${staged.sha256}${PLAIN_EXTENSION.test(extension) ? `.${extension}` : ''}`;
    const target = join(this.store.paths.root, storedPath);
    // A recorded original whose file is gone is put back: the link below succeeds exactly then.
    if (known === undefined || !(await exists(target))) {
      try {
        await link(staged.part, target);
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw asWriteError(error);
        await this.#mustHold(target, staged);
      }
      linked.set(staged.sha256, storedPath);
    }
    await rm(staged.part, { force: true });
    if (staged.bytes >= 2 ** 20) await removeNote(staged.part);
    return storedPath;
  }
  /** A file of this name that nobody recorded: left by a crash, and right only if its bytes are. Never overwritten. */
  async #mustHold(target, staged) {
    const found = await readBack(target, false, this.#pool);
    if (found.sha256 === staged.sha256) return;
    throw new IngestError('bwc.ingest.publish_conflict', `${target} exists with other content`, {
      file: target,
      found: found.sha256,
    });
  }
  async #commit(ready, folder) {
    if (ready.length === 0) return;
    try {
      await fsyncDirectory(folder);
      await fsyncDirectory(this.store.paths.incoming);
      this.store.transaction(() => {
        for (const { job, published } of ready) {
          const { at: storedAt, ...content } = published;
          const before = this.store.originals.get(published.sha256);
          if (before === undefined) this.store.originals.insert({ ...content, storedAt, recovered: false });
          // What is on record of a content that was there already stands: it is that file the clip refers to.
          job.record(before === undefined ? published : { ...before, at: storedAt });
        }
      });
    } catch (error) {
      for (const { job } of ready) job.reject(asWriteError(error));
      return;
    }
    for (const { job } of ready) job.resolve();
  }
}
const exists = (path) =>
  lstat(path).then(
    () => true,
    () => false,
  );
const asWriteError = (error) =>
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
