/** The records of a station as they lie in an archive: clip by clip, all versions of one at a time. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CustodyEntry } from '../../store/custody/entry.js';
import { originalKey, isSha256 } from '../keys.js';
import { recordKey } from '../document-keys.js';
import { checkRecordChain, readRecord } from '../record/read.js';
import type { RecordContent } from '../record/schema.js';
import type { ArchiveTarget, ListedObject } from '../target.js';
import type { Hash } from '../../store/custody/merkle.js';
import type { WitnessedStation } from '../witness/witness.js';
import { isOfOne, objectsOf, readDocument } from './documents.js';
import type { ArchiveFinding } from './finding.js';
import { isInPart, type AuditPart } from './part.js';
import { checkRecord } from './record-findings.js';

/** A clip with very many entries; more is no record. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Kinds of entries that tell the digest of a record: when it was built, and when an archive had it whole. */
const TELLING: readonly string[] = ['archive.record', 'record.archived'];
const logged = z.object({
  version: z.int().positive(),
  sha256: z.string(),
  /** Where it lies: a station that goes on with the log of another one has records of its own. */
  key: z.string().optional(),
  station: z.string().optional(),
});

export interface RecordsAudit {
  records: number;
  /** Of these, records whose root was not shown to the archive. */
  unshown: number;
}

/** Yields findings, and `null` after each clip. @param tally is counted up */
export async function* auditRecordsOf(
  target: ArchiveTarget,
  station: WitnessedStation,
  roots: ReadonlyMap<number, Hash>,
  part: AuditPart,
  tally: RecordsAudit,
): AsyncGenerator<ArchiveFinding | null> {
  const prefix = `records/${station.id}/`;
  let clip = '';
  let versions: ListedObject[] = [];
  for await (const object of objectsOf(target, prefix)) {
    const [of = '', name] = object.key.slice(prefix.length).split('/');
    if (name === undefined) yield { kind: 'file.unexpected', subject: object.key, detail: 'no record has such a name' };
    else if (of === clip) versions.push(object);
    else {
      yield* clipFindings(target, station, clip, versions, roots, tally);
      [clip, versions] = [of, isInPart(of, part) ? [object] : []];
    }
    if (!isInPart(clip, part)) versions = [];
  }
  yield* clipFindings(target, station, clip, versions, roots, tally);
}

async function* clipFindings(
  target: ArchiveTarget,
  station: WitnessedStation,
  clip: string,
  versions: readonly ListedObject[],
  roots: ReadonlyMap<number, Hash>,
  tally: RecordsAudit,
): AsyncGenerator<ArchiveFinding | null> {
  if (versions.length === 0) return;
  const read: Buffer[] = [];
  for (const object of versions) {
    try {
      read.push(await readDocument(target, object, MOST_BYTES));
    } catch (error) {
      if (!isOfOne(error)) throw error;
      yield { kind: 'file.unreadable', subject: object.key, detail: error.message };
      return;
    }
  }
  tally.records += read.length;
  const folder = `records/${station.id}/${clip}`;
  for (const problem of checkRecordChain(read)) yield { kind: 'record.chain', subject: folder, detail: problem };
  const entries: CustodyEntry[] = [];
  let last: RecordContent | null = null;
  for (const [i, bytes] of read.entries()) {
    const key = versions[i]?.key ?? folder;
    const opened = readRecord(bytes);
    if (!opened.ok) {
      yield { kind: 'record.malformed', subject: key, detail: opened.reason };
      continue;
    }
    const { record } = opened;
    if (record.content.station.id !== station.id || key !== placeOf(station.id, record.content.clip.id, record.version))
      yield { kind: 'record.misplaced', subject: key, detail: 'it is the record of something else' };
    const checked = checkRecord(record, key, station, roots);
    yield* checked.findings;
    if (!checked.shown) tally.unshown += 1;
    entries.push(...checked.entries);
    last = record.content;
  }
  const byVersion = new Map(versions.map(({ key }, i) => [Number(/(\d+)\.json$/.exec(key)?.[1]), read[i]]));
  yield* loggedFindings(folder, entries, byVersion);
  if (last !== null) yield* payloadFindings(target, folder, last);
  yield null;
}

function placeOf(station: string, clip: string, version: number): string | null {
  try {
    return recordKey(station, clip, version);
  } catch {
    return null;
  }
}

/** The log tells of each version with its digest: none may be missing, none may be another one. Pure. */
function* loggedFindings(
  folder: string,
  entries: readonly CustodyEntry[],
  versions: ReadonlyMap<number, Buffer | undefined>,
): Generator<ArchiveFinding> {
  const told = new Map<number, string>();
  for (const { kind, body } of entries) {
    const ref = TELLING.includes(kind) ? logged.safeParse(body) : undefined;
    if (ref?.success === true && isOwn(ref.data, folder)) told.set(ref.data.version, ref.data.sha256);
  }
  for (const [version, sha256] of told) {
    const there = versions.get(version);
    const subject = `${folder}/${String(version).padStart(4, '0')}.json`;
    if (there === undefined)
      yield { kind: 'record.removed', subject, detail: 'the log tells of this version, and it is not there' };
    else if (createHash('sha256').update(there).digest('hex') !== sha256)
      yield { kind: 'record.altered', subject, detail: 'it is not the one whose digest is in the log' };
  }
}

const isOwn = ({ key, station }: z.infer<typeof logged>, folder: string): boolean =>
  key === undefined ? station === undefined || folder.startsWith(`records/${station}/`) : key.startsWith(`${folder}/`);

/** What its last version tells of is there, unless it was disposed of. */
async function* payloadFindings(
  target: ArchiveTarget,
  folder: string,
  { clip, sidecars, disposal }: RecordContent,
): AsyncGenerator<ArchiveFinding> {
  if (disposal !== null) return;
  for (const sha256 of new Set([clip.sha256, ...sidecars.map((sidecar) => sidecar.sha256)]))
    if (!isSha256(sha256) || (await target.head(originalKey(sha256))) === null)
      yield { kind: 'record.payload', subject: folder, detail: `${sha256} is not there` };
}
