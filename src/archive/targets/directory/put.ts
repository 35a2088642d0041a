/**
 * The write protocol on a share: part, fsync, read back from the medium, publish without overwriting, note. Killed at
 * any point and done again it ends the same; what is under the final name was always read back before.
 */
import { lstat, rm, truncate } from 'node:fs/promises';
import { errnoOf } from '../../../domain/errors.js';
import { newUlid } from '../../../domain/ids.js';
import { toInstant, type Clock } from '../../../domain/time.js';
import { CHUNK_BYTES, type BufferPool } from '../../../store/reading/buffers.js';
import { readBack, type ReadBackResult } from '../../../store/reading/read-back.js';
import { ArchiveError } from '../../errors.js';
import type { ObjectKey } from '../../keys.js';
import { mustGoOn, type Source } from '../../source.js';
import type { PutOptions, PutResult, ResumeNote } from '../../target.js';
import { asArchiveError } from './errno.js';
import { objectPath, partPath } from './layout.js';
import { addNote, foldNotes, readNotes } from './notes.js';
import { fillPart, openPart } from './part.js';
import { isThere, publish } from './publish.js';
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
  readonly clock: Clock;
}

export async function putFile(job: PutJob): Promise<PutResult> {
  const { share, key, source, options, pool } = job;
  mustGoOn(options.signal);
  const target = objectPath(share.root, key);
  if (await isThere(target)) return present(job, await mustHold(target, key, source.sha256, pool));
  const { name, read } = await stage(job);
  const part = partPath(share.root, name);
  try {
    await noteStored(job, read.method);
    if ((await publish(share.root, part, target)) === 'published') {
      return { outcome: 'stored', version: null, readBack: read.method };
    }
    return await present(job, await mustHold(target, key, source.sha256, pool));
  } finally {
    await rm(part, { force: true });
  }
}

/** What crashed between note and name, or was put there by hand, gets its note now. */
async function present(job: PutJob, method: ReadBackResult['method']): Promise<PutResult> {
  await noteStored(job, method);
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
  readonly name: string;
  readonly read: ReadBackResult;
}

/** A part with exactly these bytes on the medium. One that was resumed and turned out wrong is written anew, once. */
async function stage(job: PutJob): Promise<Staged> {
  const old = oldPart(job.options.resume);
  const kept = old === null ? null : await keptBytes(partPath(job.share.root, old), job.source.bytes);
  if (old !== null && kept !== null) {
    const read = await writeAndReadBack(job, old, 'old', kept);
    if (read.sha256 === job.source.sha256) return { name: old, read };
    await rm(partPath(job.share.root, old));
  }
  const name = `${newUlid()}.part`;
  if (job.source.bytes >= WORTH_RESUMING) await job.options.keepNote({ part: name });
  const read = await writeAndReadBack(job, name, 'new', 0);
  if (read.sha256 === job.source.sha256) return { name, read };
  await rm(partPath(job.share.root, name));
  throw new ArchiveError('bwc.archive.content', `${job.key} was read back with other content than was written`, {
    key: job.key,
    expected: job.source.sha256,
    found: read.sha256,
  });
}

async function writeAndReadBack(job: PutJob, name: string, kind: 'new' | 'old', from: number): Promise<ReadBackResult> {
  const part = await openPart(job.share, name, kind);
  try {
    await fillPart(part, job.source, from, job.pool, job.options);
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
  return readBack(partPath(job.share.root, name), false, job.pool, () => {
    mustGoOn(job.options.signal);
  });
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
