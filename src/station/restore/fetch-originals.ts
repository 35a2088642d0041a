/** Brings originals back from the archives, each hashed on the way, into the places the database knows them by. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failureOf } from '../../archive/errors.js';
import { originalKey } from '../../archive/keys.js';
import type { ArchivePlace } from '../../archive/sync/context.js';
import { messageOf } from '../../domain/errors.js';
import { newUlid } from '../../domain/ids.js';
import { fsyncDirectory, makeDirectoryDurable } from '../../store/durable.js';
import type { Original } from '../../store/repositories/originals.js';
import type { StationReader } from '../../store/station-store.js';
import { certifiedGone } from '../../store/verify/verify-disposals.js';
import type { RestoreOptions } from './options.js';
import { mayStay } from './stay-at-archive.js';

export interface MissingOriginal {
  readonly sha256: string;
  readonly bytes: number;
  readonly storedPath: string;
  /** Of each archive. */
  readonly reason: string;
}

export interface FetchedOriginals {
  readonly files: number;
  readonly bytes: number;
  /** That no archive gave back whole: what had not been archived when the station was lost. */
  readonly missing: readonly MissingOriginal[];
}

export async function fetchOriginals(
  { places, originals, signal, onProgress }: Pick<RestoreOptions, 'places' | 'originals' | 'signal' | 'onProgress'>,
  reader: StationReader,
  of: { readonly files: number; readonly bytes: number },
): Promise<FetchedOriginals> {
  const missing: MissingOriginal[] = [];
  let [files, bytes, looked] = [0, 0, 0];
  for (const original of reader.originals.after('')) {
    signal.throwIfAborted();
    looked += 1;
    // Disposed of, or cleared: neither lay on the lost disk.
    if (certifiedGone(reader, original.sha256) !== undefined || reader.cleared.get(original.sha256) !== undefined)
      continue;
    if (originals === 'needed' && mayStay(reader, places, original)) continue;
    const { sha256, storedPath } = original;
    const reason = existsSync(join(reader.paths.root, storedPath)) ? null : await fetchOne(places, reader, original);
    if (reason === null) {
      files += 1;
      bytes += original.bytes;
    } else missing.push({ sha256, storedPath, bytes: original.bytes, reason });
    onProgress({ what: 'originals', done: looked, total: of.files, doneBytes: bytes, totalBytes: of.bytes });
  }
  return { files, bytes, missing };
}

/** @returns null where it is there now, else why it is not @throws what keeps an archive from answering just now */
async function fetchOne(
  places: readonly ArchivePlace[],
  { paths }: StationReader,
  original: Original,
): Promise<string | null> {
  const reasons: string[] = [];
  let broken: Error | undefined;
  const to = join(paths.root, original.storedPath);
  await makeDirectoryDurable(dirname(to), 0o750);
  for (const { name, target } of places) {
    const part = join(paths.incoming, `${newUlid()}.part`);
    try {
      await writeWhole(part, await target.read(originalKey(original.sha256), null), original);
      await link(part, to);
      await fsyncDirectory(dirname(to));
      return null;
    } catch (error) {
      if (isOwnDisk(error)) throw error;
      if (error instanceof Error && !(error instanceof NotIt) && failureOf(error).kind !== 'never') broken = error;
      reasons.push(`${name}: ${messageOf(error)}`);
    } finally {
      await rm(part, { force: true });
    }
  }
  // Not to be had just now is not lost: the restore goes on another time.
  if (broken !== undefined) throw broken;
  return reasons.join('; ');
}

class NotIt extends Error {}

async function writeWhole(part: string, source: AsyncIterable<Buffer>, { sha256, bytes }: Original): Promise<void> {
  const handle = await open(part, 'wx', 0o440);
  try {
    const digest = createHash('sha256');
    let have = 0;
    for await (const chunk of source) {
      digest.update(chunk);
      have += chunk.length;
      await handle.writeFile(chunk);
    }
    if (have !== bytes || digest.digest('hex') !== sha256) throw new NotIt('what it gave back is not the original');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Errors of the target are typed: the system's own are this machine's, and end the restore. */
const isOwnDisk = (error: unknown): boolean => error instanceof Error && 'syscall' in error && !('details' in error);
