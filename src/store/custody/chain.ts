/** What must hold of one entry, given the one before it. Pure. */
import type { StoredEntry } from '../repositories/custody-entries.js';
import { decodeEntry, FIRST_PREV, type CustodyEntry } from './entry.js';
import { leafHash, type Hash } from './merkle.js';

/** Kept beside the bytes to look entries up by. */
const COLUMNS = ['at', 'kind', 'visitId', 'clipId'] as const;

/** What the bytes themselves say, worked out once. */
export interface ReadEntry {
  readonly leaf: Hash;
  /** Undefined where they are no entry. */
  readonly entry: CustodyEntry | undefined;
}

export const readEntry = ({ bytes }: StoredEntry): ReadEntry => ({ leaf: leafHash(bytes), entry: decodeEntry(bytes) });

/** @returns null when it holds, otherwise what is wrong, in plain words. `before` is null for the first entry. */
export function checkEntry(
  stored: StoredEntry,
  expectedSeq: number,
  before: Hash | null,
  { leaf, entry }: ReadEntry = readEntry(stored),
): string | null {
  if (stored.seq !== expectedSeq) return `missing (the next one present is ${String(stored.seq)})`;
  if (!leaf.equals(stored.hash)) return 'its bytes were altered: they do not have the hash on record';
  if (entry === undefined) return 'its bytes are no custody entry';
  if (entry.seq !== expectedSeq) return `it says it is number ${String(entry.seq)}`;
  if (entry.prev !== (before === null ? FIRST_PREV : before.toString('hex')))
    return 'it does not follow from the entry before it';
  for (const column of COLUMNS) {
    if (stored[column] !== entry[column]) return `its column for ${column} was altered: it is not what its bytes say`;
  }
  return null;
}
