/**
 * The write protocol on a share: part, fsync, read back from the medium, publish without overwriting, note. Killed at
 * any point and done again it ends the same; what is under the final name was always read back before.
 */
import { lstat, rm, truncate } from 'node:fs/promises';
import { errnoOf } from '../../../domain/errors.js';
import { newUlid } from '../../../domain/ids.js';
import { dirname } from 'node:path';
import { toInstant, type Clock } from '../../../domain/time.js';
import { CHUNK_BYTES, type BufferPool } from '../../../store/reading/buffers.js';
import { readBack, type ReadBackResult } from '../../../store/reading/read-back.js';
import { ArchiveError } from '../../errors.js';
import type { ObjectKey } from '../../keys.js';
import { mustGoOn, type Source } from '../../source.js';
import type { PutOptions, PutResult, ResumeNote } from '../../target.js';
import { asArchiveError } from './errno.js';
import { draftNote, dropDraft, nameDraft, type Draft } from './draft.js';
import type { Folders } from './folders.js';
import { incomingFolder, notePath, objectPath, partPath } from './layout.js';
import { addNote, foldNotes, readNotes } from './notes.js';
import { fillPart, openPart } from './part.js';
import { giveName, isThere } from './publish.js';
import type { Settling } from './settle.js';
import type { Share } from './share.js';

/** Less is sent again sooner than it is resumed. */
const WORTH_RESUMING = 8 * CHUNK_BYTES;
const PART_NAME = /^[0-9A-HJKMNP-TV-Z]{26}\.part$/;

export interface PutJob {
  readonly share: Share;
  readonly key: ObjectKey;
  readonly source: Source;
  readonly options: PutOptions;
  readonly pool: BufferPool;
  readonly folders: Folders;
  readonly settling: Settling;
  readonly clock: Clock;
}

export async function putFile(job: PutJob): Promise<PutResult> {
  const { share, key, source, options, pool } = job;
  mustGoOn(options.signal);
  const target = objectPath(share.root, key);
  if (await isThere(target)) return present(job, await mustHold(target, key, source.sha256, pool));
  const staged = await stage(job);
  const { name, read } = staged;
  try {
    if ((await publish(job, staged, target)) === 'published')
      return { outcome: 'stored', version: null, readBack: read.method };
  } catch (error) {
    await discard(job, staged);
    throw error;
  }
  await rm(partPath(share.root, name), { force: true });
  return present(job, await mustHold(target, key, source.sha256, pool));
}

/** The note first: what lies under its name without one would be nobody's. */
async function publish(job: PutJob, { name, draft }: Staged, target: string): Promise<'published' | 'taken'> {
  const { share } = job;
  const folders = await foldersOf(job, target);
  await nameDraft(job, draft);
  const outcome = await giveName(share.root, partPath(share.root, name), target);
  await settleNames(job, target, folders);
  return outcome;
}

async function foldersOf({ folders, share, key }: PutJob, target: string): Promise<string[]> {
  const made = [
    await folders.make(share, dirname(target)),
    await folders.make(share, dirname(notePath(share.root, key, 1))),
  ];
  return [...made.flat(), incomingFolder(share.root)];
}

async function settleNames(
  { folders, settling, share, key }: PutJob,
  target: string,
  inThese: string[],
): Promise<void> {
  await settling.settle(share, { files: [], folders: inThese });
  folders.settled(share, dirname(target));
  folders.settled(share, dirname(notePath(share.root, key, 1)));
}

/** What crashed between note and name, or was put there by hand, gets its note now. */
async function present(job: PutJob, method: ReadBackResult['method']): Promise<PutResult> {
  await noteStored(job, method);
  // Whoever gave it its name may have been killed before that was durable.
  const target = objectPath(job.share.root, job.key);
  await settleNames(job, target, await foldersOf(job, target));
  const old = oldPart(job.options.resume);
  if (old !== null) await rm(partPath(job.share.root, old), { force: true });
  await job.options.onProgress(job.source.bytes);
  return { outcome: 'present', version: null, readBack: method };
}

async function noteStored(
  { share, key, source, options, clock }: PutJob,
  readBack: 'direct' | 'cached',
): Promise<void> {
  if (foldNotes(await readNotes(share, key)).stored !== null) return;
  const { bytes, sha256 } = source;
  const { metadata } = options;
  await addNote(share, key, { kind: 'stored', at: toInstant(clock.now()), bytes, sha256, readBack, metadata });
}

interface Staged {
  /** Of the part. */
  readonly name: string;
  readonly read: ReadBackResult;
  readonly draft: Draft;
}

/** A part with exactly these bytes on the medium. One that was resumed and turned out wrong is written anew, once. */
async function stage(job: PutJob): Promise<Staged> {
  const old = oldPart(job.options.resume);
  const kept = old === null ? null : await keptBytes(partPath(job.share.root, old), job.source.bytes);
  if (old !== null && kept !== null) {
    const staged = await writeAndReadBack(job, old, 'old', kept);
    if (staged.read.sha256 === job.source.sha256) return staged;
    await discard(job, staged);
  }
  const name = `${newUlid()}.part`;
  if (job.source.bytes >= WORTH_RESUMING) await job.options.keepNote({ part: name });
  const staged = await writeAndReadBack(job, name, 'new', 0);
  if (staged.read.sha256 === job.source.sha256) return staged;
  await discard(job, staged);
  throw new ArchiveError('bwc.archive.content', `${job.key} was read back with other content than was written`, {
    key: job.key,
    expected: job.source.sha256,
    found: staged.read.sha256,
  });
}

async function discard(job: PutJob, { name, draft }: Staged): Promise<void> {
  await rm(partPath(job.share.root, name), { force: true });
  await dropDraft(job, draft);
}

async function writeAndReadBack(job: PutJob, name: string, kind: 'new' | 'old', from: number): Promise<Staged> {
  const draft = await writePart(job, name, kind, from);
  try {
    const read = await readBack(partPath(job.share.root, name), false, job.pool, () => {
      mustGoOn(job.options.signal);
    });
    if (read.method === draft.readBack) return { name, read, draft };
    await dropDraft(job, draft);
    return { name, read, draft: await draftNote(job, read.method, (fd) => settled(job, [fd])) };
  } catch (error) {
    await dropDraft(job, draft);
    throw error;
  }
}

const settled = ({ settling, share }: PutJob, files: readonly number[]): Promise<void> =>
  settling.settle(share, { files, folders: [] });

/** The part and its note, durable both. */
async function writePart(job: PutJob, name: string, kind: 'new' | 'old', from: number): Promise<Draft> {
  const part = await openPart(job.share, name, kind);
  try {
    await fillPart(part, job.source, from, job.pool, job.options);
    return await draftNote(job, 'direct', (fd) => settled(job, [part.fd, fd]));
  } catch (error) {
    const failure = asArchiveError(error, `writing ${job.key}`);
    // Kept for the next try where it was only stopped or the share went away; anything else may have spoilt it.
    if (!['bwc.archive.cancelled', 'bwc.archive.vanished'].includes(failure.code)) {
      await rm(partPath(job.share.root, name), { force: true });
    }
    throw failure;
  } finally {
    await part.close();
  }
}

export const oldPart = (note: ResumeNote | null): string | null => {
  const name = note?.['part'];
  return typeof name === 'string' && PART_NAME.test(name) ? name : null;
};

/** How much of an interrupted part is kept: whole chunks, and no more than there can be. Null where there is none. */
async function keptBytes(part: string, bytes: number): Promise<number | null> {
  try {
    const found = await lstat(part);
    if (!found.isFile()) return null;
    const kept = Math.floor(Math.min(found.size, bytes) / CHUNK_BYTES) * CHUNK_BYTES;
    await truncate(part, kept);
    return kept;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    // It was finished and made read-only before the crash, and this is no superuser: written anew.
    if (errnoOf(error) === 'EACCES') return rm(part).then(() => null);
    throw error;
  }
}

/** @throws ArchiveError `bwc.archive.conflict` naming both digests */
async function mustHold(
  target: string,
  key: ObjectKey,
  sha256: string,
  pool: BufferPool,
): Promise<ReadBackResult['method']> {
  const found = await readBack(target, false, pool);
  if (found.sha256 === sha256) return found.method;
  throw new ArchiveError('bwc.archive.conflict', `${key} holds ${found.sha256}, not ${sha256}`, {
    key,
    expected: sha256,
    found: found.sha256,
  });
}
