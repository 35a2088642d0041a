/** Whether a record is to be believed: its form, its place, its chain, its signature, and every entry under the signed root. Pure. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { readRecord } from '../../archive/record/read.js';
import type { ClipRecordDocument } from '../../archive/record/schema.js';
import { openCheckpoint, type Checkpoint } from '../../store/custody/checkpoint.js';
import { decodeEntry, type CustodyEntry } from '../../store/custody/entry.js';
import { leafHash, verifyInclusion, type Hash } from '../../store/custody/merkle.js';
import type { RecordKey } from './record-key.js';

/** A station by its registration: nothing of it is taken from the archive. */
export interface RegisteredStation {
  readonly station: string;
  readonly origin: string;
  readonly publicKey: KeyObject;
}

export const REFUSALS = [
  /** It is no record, or not the one its name promises. */
  'malformed',
  /** Its station is not registered: nobody has said whose key is to be believed. */
  'unregistered',
  /** Signed by another key than the registered one, or not at all. */
  'key',
  /** An entry is not under the signed root, or is about something else. */
  'proof',
  /** It does not follow from the version before it, or is not the one that the log tells of. */
  'chain',
  /** The version before it is not there, or was refused. */
  'missing',
  /** The catalogue knows something else under the same number. */
  'fork',
  /** A checkpoint that does not go on from those before it. */
  'checkpoint',
] as const;
export type RefusalKind = (typeof REFUSALS)[number];

export interface Refusal {
  readonly kind: RefusalKind;
  /** Plain words. */
  readonly detail: string;
}

export interface ProvenEntry extends CustodyEntry {
  readonly hash: Hash;
}

export interface BelievedRecord {
  readonly key: RecordKey;
  readonly sha256: string;
  readonly bytes: number;
  readonly record: ClipRecordDocument;
  readonly checkpoint: Checkpoint;
  readonly entries: readonly ProvenEntry[];
}

export type Judged =
  | { readonly ok: true; readonly believed: BelievedRecord }
  | { readonly ok: false; readonly refusal: Refusal };

/** @param before SHA-256 of the versions before it, by number, as they were believed */
export function judgeRecord(
  bytes: Uint8Array,
  key: RecordKey,
  station: RegisteredStation,
  before: ReadonlyMap<number, string>,
): Judged {
  const read = readRecord(bytes);
  if (!read.ok) return refuse('malformed', read.reason);
  const { record } = read;
  const { content, log, version, previous } = record;
  if (content.station.id !== key.station || content.clip.id !== key.clip || version !== key.version)
    return refuse('malformed', `it is version ${String(version)} of ${content.clip.id} of ${content.station.id}`);
  if (!sameKey(log.publicKey, station.publicKey)) return refuse('key', 'it names another key than the registered one');
  const opened = openCheckpoint(log.checkpoint, station.publicKey);
  if (!opened.ok) return refuse('key', opened.reason);
  if (opened.checkpoint.origin !== station.origin)
    return refuse('key', `its root is one of ${opened.checkpoint.origin}`);
  const follows = checkFollows(version, previous, before);
  if (follows !== null) return { ok: false, refusal: follows };
  const entries: ProvenEntry[] = [];
  for (const { seq, entry: text, path } of log.entries) {
    const entry = provenEntry(text, seq, path, opened.checkpoint);
    if (entry === null) return refuse('proof', `entry ${String(seq)} is not under the signed root`);
    if (entry.clipId !== key.clip) return refuse('proof', `entry ${String(seq)} is about something else`);
    if (seq <= (entries.at(-1)?.seq ?? -1)) return refuse('proof', `entry ${String(seq)} is out of order`);
    entries.push(entry);
  }
  const told = checkLogged(entries, content.station.id, content.clip.sha256, before);
  if (told !== null) return { ok: false, refusal: told };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ok: true, believed: { key, sha256, bytes: bytes.length, record, checkpoint: opened.checkpoint, entries } };
}

const refuse = (kind: RefusalKind, detail: string): Judged => ({ ok: false, refusal: { kind, detail } });

function checkFollows(
  version: number,
  previous: ClipRecordDocument['previous'],
  before: ReadonlyMap<number, string>,
): Refusal | null {
  if ((previous?.version ?? 0) !== version - 1)
    return { kind: 'chain', detail: `it says that it follows version ${String(previous?.version ?? 0)}` };
  if (previous === null) return null;
  const held = before.get(previous.version);
  if (held === undefined)
    return { kind: 'missing', detail: `version ${String(previous.version)}, which it follows, is not there` };
  return held === previous.sha256
    ? null
    : { kind: 'chain', detail: `it follows ${previous.sha256}, and version ${String(previous.version)} is ${held}` };
}

function provenEntry(
  text: string,
  seq: number,
  path: readonly string[],
  { size, root }: Checkpoint,
): ProvenEntry | null {
  const bytes = Buffer.from(text, 'utf8');
  const entry = decodeEntry(bytes);
  const hash = leafHash(bytes);
  const siblings = path.map((hex) => Buffer.from(hex, 'hex'));
  if (entry?.seq !== seq || !verifyInclusion(hash, seq, size, siblings, root)) return null;
  return isPlain(entry) ? { ...entry, hash } : null;
}

/** What the catalogue keeps of an entry has a form that it can hold. */
const isPlain = ({ at, kind, prev }: CustodyEntry): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(at) &&
  /^[\w.]{1,100}$/.test(kind) &&
  /^[0-9a-f]{64}$/.test(prev);

/** The log tells that this content was stored, and which records were made of it before. */
function checkLogged(
  entries: readonly ProvenEntry[],
  station: string,
  content: string,
  before: ReadonlyMap<number, string>,
): Refusal | null {
  if (!entries.some(({ kind, body }) => kind === 'clip.stored' && body['sha256'] === content))
    return { kind: 'proof', detail: 'no entry tells that this content was stored' };
  for (const { kind, body } of entries) {
    const version = body['version'];
    if (kind !== 'archive.record' || typeof version !== 'number') continue;
    // A station that goes on with the log of another one has records of its own.
    if (body['station'] !== undefined && body['station'] !== station) continue;
    const held = before.get(version);
    if (held !== undefined && held !== body['sha256'])
      return {
        kind: 'chain',
        detail: `the log tells of another version ${String(version)} than the one that was believed`,
      };
  }
  return null;
}

function sameKey(pem: string, key: KeyObject): boolean {
  try {
    return createPublicKey(pem).equals(key);
  } catch {
    return false;
  }
}
