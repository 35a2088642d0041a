/** One record, held against the station's key and the roots that were shown. Pure. */
import { createPublicKey } from 'node:crypto';
import { openCheckpoint, type Checkpoint } from '../../store/custody/checkpoint.js';
import { decodeEntry, type CustodyEntry } from '../../store/custody/entry.js';
import { leafHash, verifyInclusion, type Hash } from '../../store/custody/merkle.js';
import type { ClipRecordDocument } from '../record/schema.js';
import type { KnownStation } from '../witness/judge.js';
import type { ArchiveFinding } from './finding.js';

export interface CheckedRecord {
  readonly findings: readonly ArchiveFinding[];
  /** Entries that are proven to be in the signed log. */
  readonly entries: readonly CustodyEntry[];
  /** Whether its root was shown to the archive: what was not, rests on the station's signature alone. */
  readonly shown: boolean;
}

/** @param subject the key it lies under */
export function checkRecord(
  { log, content }: ClipRecordDocument,
  subject: string,
  station: KnownStation,
  roots: ReadonlyMap<number, Hash>,
): CheckedRecord {
  const findings: ArchiveFinding[] = [];
  const find = (kind: ArchiveFinding['kind'], detail: string): void => {
    findings.push({ kind, subject, detail });
  };
  if (!isKey(log.publicKey, station)) find('key.other', 'it names another key as the station’s');
  const opened = openCheckpoint(log.checkpoint, station.publicKey);
  if (!opened.ok || opened.checkpoint.origin !== station.origin) {
    find('checkpoint.signature', opened.ok ? `it is a checkpoint of ${opened.checkpoint.origin}` : opened.reason);
    return { findings, entries: [], shown: false };
  }
  const { checkpoint } = opened;
  const root = roots.get(checkpoint.size);
  if (root?.equals(checkpoint.root) === false)
    find('checkpoint.fork', `another root of ${String(checkpoint.size)} entries was shown to the archive`);
  const entries: CustodyEntry[] = [];
  let before = -1;
  for (const item of log.entries) {
    if (item.seq <= before) find('entry.order', `entry ${String(item.seq)} comes after ${String(before)}`);
    before = item.seq;
    const entry = proven(item, checkpoint);
    if (entry === 'malformed') find('entry.malformed', `entry ${String(item.seq)} is none`);
    else if (entry === null) find('entry.proof', `entry ${String(item.seq)} is not proven to be in the signed log`);
    else if (entry.clipId !== content.clip.id) find('entry.other', `entry ${String(item.seq)} is about another clip`);
    else entries.push(entry);
  }
  return { findings, entries, shown: root !== undefined };
}

/** @returns null where it is not in the tree */
function proven(
  { seq, entry: text, path }: ClipRecordDocument['log']['entries'][number],
  { size, root }: Checkpoint,
): CustodyEntry | 'malformed' | null {
  const bytes = Buffer.from(text, 'utf8');
  const entry = decodeEntry(bytes);
  if (entry?.seq !== seq) return 'malformed';
  const proof = path.map((hash) => Buffer.from(hash, 'hex'));
  return verifyInclusion(leafHash(bytes), seq, size, proof, root) ? entry : null;
}

function isKey(pem: string, { publicKey }: KnownStation): boolean {
  try {
    return createPublicKey(pem).equals(publicKey);
  } catch {
    return false;
  }
}
