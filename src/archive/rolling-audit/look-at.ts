/** Asks the archive for one object and reads all of it. */
import { hasCode, messageOf } from '../../domain/errors.js';
import { ArchiveError } from '../errors.js';
import type { ObjectKey } from '../keys.js';
import type { ArchiveTarget } from '../target.js';
import type { Looked } from './judge.js';

/** @throws ArchiveError where it says nothing of the object, but that the archive cannot be asked now */
export async function lookAt(
  target: ArchiveTarget,
  key: ObjectKey,
  version: string | null,
  signal: AbortSignal,
  onProgress: (bytes: number) => Promise<void>,
): Promise<Looked> {
  try {
    const seen = await target.head(key, version ?? undefined);
    const shown = version === null ? seen : await target.head(key);
    if (seen === null) return { seen, shown, read: null, unreadable: null };
    const read = await target.readBackAndHash(key, version, signal, onProgress);
    return { seen, shown, read, unreadable: null };
  } catch (error) {
    // Gone between two questions.
    if (hasCode(error, 'bwc.archive.missing')) return { seen: null, shown: null, read: null, unreadable: null };
    if (isOfTheObject(error)) return { seen: null, shown: null, read: null, unreadable: messageOf(error) };
    throw error;
  }
}

/** No regular file under its name, notes that are damaged, a medium that does not return the bytes. */
const isOfTheObject = (error: unknown): boolean =>
  hasCode(error, 'bwc.archive.conflict', 'bwc.archive.lock') ||
  (error instanceof ArchiveError && error.details['reason'] === 'EIO');
