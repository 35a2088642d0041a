/** Listing an archive and reading its small documents, through any target. */
import { buffer } from 'node:stream/consumers';
import { hasCode } from '../../domain/errors.js';
import { ArchiveError } from '../errors.js';
import type { ObjectKey } from '../keys.js';
import type { ArchiveTarget, ListedObject } from '../target.js';

const PAGE = 1000;

/** In byte order of the keys. @param prefix ends with a slash */
export async function* objectsOf(
  target: ArchiveTarget,
  prefix: string,
  after: ObjectKey | null = null,
): AsyncGenerator<ListedObject> {
  let from = after;
  do {
    const { objects, next } = await target.list(prefix, from, PAGE);
    yield* objects;
    from = next;
  } while (from !== null);
}

/** @throws ArchiveError `bwc.archive.content` for more than `most` bytes, and what reading throws */
export async function readDocument(target: ArchiveTarget, { key, bytes }: ListedObject, most: number): Promise<Buffer> {
  if (bytes > most)
    throw new ArchiveError('bwc.archive.content', `${key} is too large: ${String(bytes)} bytes`, { key });
  const read = await buffer(await target.read(key, null, { from: 0, length: most + 1 }));
  if (read.length > most) throw new ArchiveError('bwc.archive.content', `${key} is too large`, { key });
  return read;
}

/** Whether one thing could not be read; anything else ends the audit, because nothing more can be read. */
export const isOfOne = (error: unknown): error is ArchiveError =>
  error instanceof ArchiveError &&
  !hasCode(
    error,
    'bwc.archive.vanished',
    'bwc.archive.marker',
    'bwc.archive.credentials',
    'bwc.archive.key_file',
    'bwc.archive.clock',
    'bwc.archive.config',
    'bwc.archive.cancelled',
  );
