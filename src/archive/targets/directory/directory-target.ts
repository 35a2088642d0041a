/** An archive in a mounted directory. Retention and holds are on record there and enforced by nobody; `probe` says so. */
import { constants } from 'node:fs';
import { lstat, open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { errnoOf } from '../../../domain/errors.js';
import { toInstant, type Clock, type Instant } from '../../../domain/time.js';
import { BufferPool } from '../../../store/reading/buffers.js';
import { readBack } from '../../../store/reading/read-back.js';
import { ArchiveError } from '../../errors.js';
import type { ObjectKey } from '../../keys.js';
import { metadataJson } from '../../metadata.js';
import type { ProbeReport } from '../../probe-report.js';
import { wholeSeconds } from '../../retention.js';
import { mustGoOn, openSource } from '../../source.js';
import { typedStream } from '../../stream.js';
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
import { asArchiveError } from './errno.js';
import { Folders } from './folders.js';
import { objectPath, partPath } from './layout.js';
import { addNote, foldNotes, readNotes } from './notes.js';
import { probeDirectory } from './probe.js';
import { oldPart, putFile } from './put.js';
import { Settling } from './settle.js';
import { withShare, type Share } from './share.js';
import { objectsBelow } from './walk.js';

export interface DirectorySettings {
  readonly path: string;
  /** As `initialiseDirectoryArchive` returned it: another share mounted there is found out. */
  readonly archiveId: string;
}

export class DirectoryTarget implements ArchiveTarget {
  readonly kind = 'directory';
  readonly #pool = new BufferPool();
  readonly #folders = new Folders();
  readonly #settling = new Settling();

  constructor(
    private readonly settings: DirectorySettings,
    private readonly clock: Clock,
  ) {}

  probe(): Promise<ProbeReport> {
    return this.#on('probing the archive', (share) => probeDirectory(share, this.settings.archiveId, this.clock));
  }

  head(key: ObjectKey): Promise<StoredObject | null> {
    return this.#on(`looking up ${key}`, async (share) => {
      const bytes = await sizeOf(share, key);
      if (bytes === null) return null;
      const { stored, retention, legalHold } = foldNotes(await readNotes(share, key));
      const { sha256, metadata } = stored ?? { sha256: null, metadata: {} };
      return { key, bytes, sha256, version: null, retention, legalHold, metadata };
    });
  }

  put(key: ObjectKey, content: Content, options: PutOptions): Promise<PutResult> {
    return this.#on(`storing ${key}`, async (share) => {
      metadataJson(options.metadata);
      const source = openSource(content);
      try {
        return await putFile({
          ...{ share, key, source, options, pool: this.#pool, clock: this.clock },
          ...{ folders: this.#folders, settling: this.#settling },
        });
      } finally {
        source.close();
      }
    });
  }

  abandon(_key: ObjectKey, note: ResumeNote): Promise<void> {
    return this.#on('removing an interrupted part', async (share) => {
      const name = oldPart(note);
      if (name !== null) await rm(partPath(share.root, name), { force: true });
    });
  }

  retain(key: ObjectKey, _version: string | null, until: Instant): Promise<Retention | null> {
    return this.#on(`noting the retention of ${key}`, async (share) => {
      await mustExist(share, key);
      const asked = wholeSeconds(until);
      const now = foldNotes(await readNotes(share, key)).retention;
      if (now !== null && now.until >= asked) return now;
      await addNote(share, key, { kind: 'retain', at: toInstant(this.clock.now()), until: asked });
      return foldNotes(await readNotes(share, key)).retention;
    });
  }

  hold(key: ObjectKey, _version: string | null, on: boolean): Promise<boolean> {
    return this.#on(`noting the hold on ${key}`, async (share) => {
      await mustExist(share, key);
      if (foldNotes(await readNotes(share, key)).legalHold !== on) {
        await addNote(share, key, { kind: 'hold', at: toInstant(this.clock.now()), on });
      }
      return true;
    });
  }

  read(key: ObjectKey, _version: string | null, range: ByteRange = { from: 0 }): Promise<Readable> {
    return this.#on(`reading ${key}`, async (share) => {
      await mustExist(share, key);
      const { from, length } = range;
      if (length === 0) return Readable.from([]);
      // The stream keeps the file open; the hold on the share's root is not needed for that.
      const file = await open(objectPath(share.root, key), constants.O_RDONLY | constants.O_NOFOLLOW);
      const stream = file.createReadStream({
        start: from,
        ...(length === undefined ? {} : { end: from + length - 1 }),
      });
      return typedStream(stream, (error) => asArchiveError(error, `reading ${key}`));
    });
  }

  readBackAndHash(
    key: ObjectKey,
    _version: string | null,
    signal: AbortSignal,
    onProgress: (bytes: number) => void | Promise<void> = () => undefined,
  ): Promise<ReadBackDigest> {
    return this.#on(`reading ${key} back`, async (share) => {
      await mustExist(share, key);
      const { bytes, sha256, method } = await readBack(objectPath(share.root, key), false, this.#pool, (read) => {
        mustGoOn(signal);
        return onProgress(read);
      });
      return { bytes, sha256, method };
    });
  }

  list(prefix: string, after: ObjectKey | null, limit: number): Promise<ObjectPage> {
    return this.#on(`listing ${prefix}`, async (share) => {
      const objects = [];
      for await (const found of objectsBelow(share.root, prefix, after)) {
        if (objects.length === limit) return { objects, next: objects.at(-1)?.key ?? null };
        objects.push(found);
      }
      return { objects, next: null };
    });
  }

  close(): void {
    // Nothing is held between operations.
  }

  #on<T>(doing: string, use: (share: Share) => Promise<T>): Promise<T> {
    return withShare(this.settings.path, this.settings.archiveId, doing, use);
  }
}

async function sizeOf(share: Share, key: ObjectKey): Promise<number | null> {
  try {
    const found = await lstat(objectPath(share.root, key));
    if (found.isFile()) return found.size;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
  throw new ArchiveError('bwc.archive.conflict', `${key} is no regular file`, { key, reason: 'no regular file' });
}

async function mustExist(share: Share, key: ObjectKey): Promise<void> {
  if ((await sizeOf(share, key)) !== null) return;
  throw new ArchiveError('bwc.archive.missing', `the archive has no ${key}`, { key });
}
