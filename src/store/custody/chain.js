import { decodeEntry, FIRST_PREV } from './entry.js';
import { leafHash } from './merkle.js';
/** Kept beside the bytes to look entries up by. */
const COLUMNS = ['at', 'kind', 'visitId', 'clipId'];
/** @returns null when it holds, otherwise what is wrong, in plain words. `before` is null for the first entry. */
export function checkEntry(stored, expectedSeq, before) {
  if (stored.seq !== expectedSeq) return `missing (the next one present is ${String(stored.seq)})`;
  if (!leafHash(stored.bytes).equals(stored.hash)) return 'its bytes were altered: they do not have the hash on record';
  const entry = decodeEntry(stored.bytes);
  if (entry === undefined) return 'its bytes are no custody entry';
  if (entry.seq !== expectedSeq) return `it says it is number ${String(entry.seq)}`;
  if (entry.prev !== (before === null ? FIRST_PREV : before.toString('hex')))
    return 'it does not follow from the entry before it';
  for (const column of COLUMNS) {
    if (stored[column] !== entry[column]) return `its column for ${column} was altered: it is not what its bytes say`;
  }
  return null;
}
