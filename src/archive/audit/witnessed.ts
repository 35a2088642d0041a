/** What was witnessed of a station before, held against what the archive shows of it now: receipts, and what the witness remembers. */
import { openCheckpoint } from '../../store/custody/checkpoint.js';
import type { Hash } from '../../store/custody/merkle.js';
import { receiptPrefix } from '../document-keys.js';
import type { ArchiveTarget } from '../target.js';
import type { KnownStation } from '../witness/judge.js';
import type { Signed } from '../witness/signed-memory.js';
import { isOfOne, objectsOf, readDocument } from './documents.js';
import type { ArchiveFinding } from './finding.js';

const MOST_BYTES = 64 * 1024;

/** Every receipt in the archive is for a root that is there. @returns what does not hold, and how many were looked at */
export async function auditReceiptsOf(
  target: ArchiveTarget,
  id: string,
  station: KnownStation,
  roots: ReadonlyMap<number, Hash>,
): Promise<{ readonly receipts: number; readonly findings: readonly ArchiveFinding[] }> {
  const findings: ArchiveFinding[] = [];
  let receipts = 0;
  for await (const object of objectsOf(target, receiptPrefix(id))) {
    receipts += 1;
    try {
      const text = (await readDocument(target, object, MOST_BYTES)).toString('utf8');
      const opened = openCheckpoint(text, station.publicKey);
      if (!opened.ok) findings.push({ kind: 'receipt.signature', subject: object.key, detail: opened.reason });
      else findings.push(...rootFinding(roots, opened.checkpoint.size, opened.checkpoint.root, object.key));
    } catch (error) {
      if (!isOfOne(error)) throw error;
      findings.push({ kind: 'file.unreadable', subject: object.key, detail: error.message });
    }
  }
  return { receipts, findings };
}

/** Pure. @param signed the last checkpoint this witness signed of the station; null for none */
export function rememberedFindings(
  id: string,
  signed: Signed | null,
  roots: ReadonlyMap<number, Hash>,
): readonly ArchiveFinding[] {
  if (signed === null) return [];
  return rootFinding(roots, signed.size, Buffer.from(signed.root, 'base64'), `checkpoints/${id}`);
}

function rootFinding(
  roots: ReadonlyMap<number, Hash>,
  size: number,
  root: Hash,
  subject: string,
): readonly ArchiveFinding[] {
  const kept = roots.get(size);
  if (kept === undefined) {
    const detail = `the checkpoint over ${String(size)} entries was witnessed and is not there`;
    return [{ kind: 'checkpoint.removed', subject, detail }];
  }
  if (kept.equals(root)) return [];
  const detail = `another log of ${String(size)} entries was witnessed`;
  return [{ kind: 'checkpoint.fork', subject, detail }];
}
