/** The records of one station: read what the catalogue does not have, judge each, and bring in what is believed. */
import type { ObjectKey } from '../../archive/keys.js';
import type { ListedObject } from '../../archive/target.js';
import type { Importing } from './import-archive.js';
import { judgeRecord, type BelievedRecord, type RegisteredStation } from './judge-record.js';
import { objectsOf } from './objects-of.js';
import { pagesOf, readWhole } from './opened-archive.js';
import { parseRecordKey, type RecordKey } from './record-key.js';
import { rowOf } from './row.js';
import { keyOf, payloadOf, refuse, sendRecords, type Payload } from './send-records.js';

/** Read at once: what a bucket takes to answer is waited for together. */
const AT_ONCE = 8;
/** Committed together. */
const BATCH = 48;
/** No record is so long; what claims to be one is not read. */
const MOST_BYTES = 32 * 2 ** 20;

interface Candidate {
  readonly key: ObjectKey;
  readonly at: RecordKey;
  readonly bytes: number;
}

/** The versions of each clip that are believed: SHA-256 by number. */
type Versions = Map<string, Map<number, string>>;

interface KnownVersion {
  readonly clip: string;
  readonly version: number;
  readonly sha256: string;
  readonly bytes: number;
}

export async function importRecords(importing: Importing, station: RegisteredStation): Promise<void> {
  for await (const page of pagesOf(importing.archive.target, `records/${station.station}/`)) {
    const candidates = page.flatMap((listed) => candidateOf(importing, station, listed));
    const known = await knownVersions(importing, station.station, candidates);
    const versions: Versions = new Map();
    for (const { clip, version, sha256 } of known) versionsOf(versions, clip).set(version, sha256);
    // One of another length than the known one is not that: it is looked at, and named.
    const sizes = new Map(known.map(({ clip, version, bytes }) => [`${clip}/${String(version)}`, bytes]));
    const fresh = candidates.filter(({ at, bytes }) => sizes.get(`${at.clip}/${String(at.version)}`) !== bytes);
    importing.tally.known('records', candidates.length - fresh.length);
    for (let i = 0; i < fresh.length; i += BATCH) {
      await importBatch(importing, station, fresh.slice(i, i + BATCH), versions);
      importing.onProgress(importing.tally.seen);
    }
  }
}

function candidateOf({ tally }: Importing, { station }: RegisteredStation, { key, bytes }: ListedObject): Candidate[] {
  const at = parseRecordKey(key);
  if (at !== null && bytes <= MOST_BYTES) return [{ key, at, bytes }];
  const detail = at === null ? 'this is no place of a record' : `it has ${String(bytes)} bytes`;
  tally.refused('records', { station, subject: key, kind: 'malformed', detail });
  return [];
}

const knownVersions = (
  { db }: Importing,
  station: string,
  candidates: readonly Candidate[],
): Promise<readonly KnownVersion[]> =>
  db.query<KnownVersion>(
    `SELECT clip, version, encode(sha256, 'hex') AS sha256, bytes FROM bureau.record_versions
     WHERE station = $1 AND clip = ANY ($2::text[])`,
    [station, [...new Set(candidates.map(({ at }) => at.clip))]],
  );

function versionsOf(versions: Versions, clip: string): Map<number, string> {
  const of = versions.get(clip) ?? new Map<number, string>();
  versions.set(clip, of);
  return of;
}

async function importBatch(
  importing: Importing,
  station: RegisteredStation,
  candidates: readonly Candidate[],
  versions: Versions,
): Promise<void> {
  const believed: BelievedRecord[] = [];
  for (let i = 0; i < candidates.length; i += AT_ONCE) {
    const some = candidates.slice(i, i + AT_ONCE);
    const contents = await Promise.all(some.map(({ key }) => readWhole(importing.archive.target, key)));
    for (const [k, { key, at }] of some.entries()) {
      const before = versionsOf(versions, at.clip);
      const judged = judgeRecord(contents[k] ?? Buffer.alloc(0), at, station, before);
      if (judged.ok) {
        if (!before.has(at.version)) before.set(at.version, judged.believed.sha256);
        believed.push(judged.believed);
      } else await refuse(importing, station.station, key, judged.refusal);
    }
  }
  await bringIn(importing, station, believed);
}

async function bringIn(
  importing: Importing,
  station: RegisteredStation,
  believed: readonly BelievedRecord[],
): Promise<void> {
  const { zone, tally } = importing;
  const rows: Payload[] = [];
  for (const one of believed) {
    const row = rowOf(one.record, zone);
    if (row === null) {
      await refuse(importing, station.station, keyOf(one.key), {
        kind: 'malformed',
        detail: 'it holds a time that is none',
      });
      continue;
    }
    const objects = await objectsOf(importing, one);
    for (const object of objects) if (object.seenAt === null) tally.objectMissing();
    rows.push({ believed: one, payload: payloadOf(importing.archive.id, one, row, objects) });
  }
  await sendRecords(importing, station.station, rows);
}
