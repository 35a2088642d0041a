/** What backups of a station lie at the archives, the newest first. Nothing is believed here but names. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { BwcError } from '../../domain/errors.js';
import { stationKeyKey } from '../document-keys.js';
import type { ObjectKey } from '../keys.js';
import type { ArchivePlace } from '../sync/context.js';
import { backupsPrefix, seqOfManifest } from './backup-keys.js';

export interface BackupAt {
  readonly seq: number;
  /** Of its manifest. */
  readonly key: ObjectKey;
  /** Where it lies; at least one. */
  readonly places: readonly ArchivePlace[];
}

const PAGE = 1000;

async function* keysBelow({ target }: ArchivePlace, prefix: string): AsyncGenerator<ObjectKey> {
  for (let after: ObjectKey | null = null; ;) {
    const { objects, next }: Awaited<ReturnType<typeof target.list>> = await target.list(prefix, after, PAGE);
    for (const { key } of objects) yield key;
    if (next === null) return;
    after = next;
  }
}

/** Ids of all stations that an archive knows. */
export async function stationsAt(places: readonly ArchivePlace[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const place of places)
    for await (const key of keysBelow(place, 'stations/')) {
      const [, id] = /^stations\/(.+)\.pub$/.exec(key) ?? [];
      if (id !== undefined) ids.add(id);
    }
  return [...ids].sort();
}

/**
 * The key the archives know a station by.
 * @throws BwcError `bwc.restore.station` where none does; `bwc.custody.key_mismatch` where they do not agree
 */
export async function stationKeyAt(places: readonly ArchivePlace[], station: string): Promise<KeyObject> {
  const key = stationKeyKey(station);
  let found: KeyObject | undefined;
  for (const { name, target } of places) {
    if ((await target.head(key)) === null) continue;
    const one = publicKeyOf(await buffer(await target.read(key, null)), name, station);
    if (found !== undefined && !found.equals(one))
      throw new BwcError('bwc.custody.key_mismatch', `${name} knows ${station} by another key`, { archive: name });
    found = one;
  }
  if (found !== undefined) return found;
  throw new BwcError('bwc.restore.station', `no archive knows station ${station}`, { station });
}

/** @throws BwcError `bwc.custody.key_mismatch` */
function publicKeyOf(bytes: Buffer, archive: string, station: string): KeyObject {
  try {
    return createPublicKey(bytes);
  } catch {
    throw new BwcError('bwc.custody.key_mismatch', `what ${archive} holds as the key of ${station} is none`, {
      archive,
    });
  }
}

/** By their number, and of those that have the same by their time. */
export async function backupsAt(places: readonly ArchivePlace[], station: string): Promise<BackupAt[]> {
  const found = new Map<ObjectKey, ArchivePlace[]>();
  for (const place of places)
    for await (const key of keysBelow(place, backupsPrefix(station)))
      if (seqOfManifest(key) !== undefined) found.set(key, [...(found.get(key) ?? []), place]);
  return [...found]
    .map(([key, where]) => ({ seq: seqOfManifest(key) ?? 0, key, places: where }))
    .sort((a, b) => (a.key < b.key ? 1 : -1));
}
