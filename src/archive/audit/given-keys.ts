/** The keys of stations: those that were given, and those the archive holds. Only the given ones prove anything. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { ObjectKey } from '../keys.js';
import type { ArchiveTarget, ListedObject } from '../target.js';
import { stationOf } from '../witness/registry.js';
import type { KnownStation } from '../witness/judge.js';
import { isStationName } from '../witness/witness-store.js';
import type { WitnessedStation } from '../witness/witness.js';
import { isOfOne, objectsOf, readDocument } from './documents.js';
import type { ArchiveFinding } from './finding.js';

const STATIONS = 'stations/';
const SUFFIX = '.pub';
const MOST_BYTES = 8192;

export interface GivenKey {
  readonly file: string;
  readonly publicKey: KeyObject;
}

export interface FoundStations {
  readonly stations: readonly WitnessedStation[];
  /** Stations the archive tells of, and no key was given. */
  readonly unknown: readonly string[];
  readonly findings: readonly ArchiveFinding[];
}

/** Which station each given key is of: a registry says so, of a bare key the archive does. */
export async function stationsOf(
  target: ArchiveTarget,
  registered: readonly WitnessedStation[],
  keys: readonly GivenKey[],
): Promise<FoundStations> {
  const there = new Map<string, KeyObject | null>();
  for await (const object of objectsOf(target, STATIONS)) {
    const name = object.key.slice(STATIONS.length);
    const id = name.slice(0, -SUFFIX.length);
    if (name.endsWith(SUFFIX) && isStationName(id)) there.set(id, await keyAt(target, object));
  }
  const found = new Map(registered.map((station) => [station.id, station]));
  const findings: ArchiveFinding[] = [];
  for (const { file, publicKey } of keys) {
    const ids = [...there].flatMap(([id, key]) => (key?.equals(publicKey) === true ? [id] : []));
    for (const id of ids) found.set(id, stationOf(id, publicKey));
    if (ids.length === 0)
      findings.push({ kind: 'key.unknown', subject: file, detail: 'no station in the archive has this key' });
  }
  const unknown = [...there.keys()].filter((id) => !found.has(id));
  return { stations: [...found.values()], unknown, findings };
}

/** The key the archive holds of a station is the one that was given; where it holds none, nothing was introduced yet. */
export async function keyFinding(
  target: ArchiveTarget,
  key: ObjectKey,
  station: KnownStation,
): Promise<readonly ArchiveFinding[]> {
  const object = await target.head(key);
  if (object === null || (await keyAt(target, object))?.equals(station.publicKey) === true) return [];
  return [{ kind: 'key.other', subject: key, detail: 'the archive holds another key than the one that was given' }];
}

/** Null for what is no key. */
async function keyAt(target: ArchiveTarget, object: ListedObject): Promise<KeyObject | null> {
  let text: Buffer;
  try {
    text = await readDocument(target, object, MOST_BYTES);
  } catch (error) {
    if (!isOfOne(error)) throw error;
    return null;
  }
  try {
    return createPublicKey(text);
  } catch {
    return null;
  }
}
