/** Re-reads originals from the disk itself, and looks for files that nobody recorded. */
import { lstatSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, hasCode, messageOf } from '../../domain/errors.js';
import { BufferPool } from '../reading/buffers.js';
import { readBack } from '../reading/read-back.js';
import type { DisposedFile } from '../repositories/disposals.js';
import type { Original } from '../repositories/originals.js';
import type { StationReader } from '../station-store.js';
import type { Finding } from './finding.js';

const pool = new BufferPool();

/** @param onBytes told the bytes read so far in this file */
export async function verifyOriginal(
  root: string,
  original: Original,
  onBytes: (bytes: number) => void,
): Promise<Finding | null> {
  const subject = original.storedPath;
  try {
    const found = await readBack(join(root, subject), original.sm3 !== null, pool, onBytes);
    if (found.bytes !== original.bytes) {
      return {
        kind: 'original.altered',
        subject,
        detail: `it has ${String(found.bytes)} bytes; ${String(original.bytes)} were recorded`,
      };
    }
    if (found.sha256 !== original.sha256) {
      return {
        kind: 'original.altered',
        subject,
        detail: `its SHA-256 is ${found.sha256}; ${original.sha256} was recorded`,
      };
    }
    if (found.sm3 !== original.sm3) {
      return {
        kind: 'original.altered',
        subject,
        detail: `its SM3 is ${String(found.sm3)}; ${String(original.sm3)} was recorded`,
      };
    }
    return null;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR')
      return { kind: 'original.missing', subject, detail: 'the file is not there' };
    if (hasCode(error, 'bwc.store.original_altered'))
      return { kind: 'original.altered', subject, detail: 'something else than a file stands in its place' };
    if (errno === 'ELOOP') return { kind: 'original.altered', subject, detail: 'a symbolic link stands in its place' };
    return { kind: 'original.unreadable', subject, detail: messageOf(error) };
  }
}

/** What was disposed of is gone; while its disposal is not finished it may be there or not. */
export function verifyGone(root: string, { storedPath, removedAt }: DisposedFile): Finding | null {
  if (removedAt === null || lstatSync(join(root, storedPath), { throwIfNoEntry: false }) === undefined) return null;
  return { kind: 'original.disposed', subject: storedPath, detail: `it was disposed of at ${removedAt} and is there` };
}

/** Everything below `originals/` that is no original on record. */
export async function* unexpectedFiles(reader: StationReader): AsyncGenerator<Finding> {
  for await (const storedPath of filesBelow(reader.paths.root, 'originals')) {
    if (reader.originals.atPath(storedPath) === undefined) {
      yield { kind: 'original.unexpected', subject: storedPath, detail: 'no record speaks of this file' };
    }
  }
}

async function* filesBelow(root: string, folder: string): AsyncGenerator<string> {
  // Where the folder is gone, nothing is unexpected; what was in it is named as missing.
  const entries = await opendir(join(root, folder)).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  });
  for await (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(root, path);
    else yield path;
  }
}
