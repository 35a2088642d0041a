/** Every original of a share, read in full and held against the digest that is its name. */
import { digestOfKey } from '../keys.js';
import type { ArchiveTarget } from '../target.js';
import { isOfOne, objectsOf } from './documents.js';
import type { ArchiveFinding } from './finding.js';
import { isInPart, type AuditPart } from './part.js';

export interface ObjectsTally {
  objects: number;
  bytes: number;
}

const ORIGINALS = 'originals/sha256/';
/** So many that cannot be read one after the other are no broken files, but no archive any more. */
const IN_VAIN = 20;

/** How much there is to read. */
export async function sizeOfPart(target: ArchiveTarget, part: AuditPart): Promise<ObjectsTally> {
  const tally = { objects: 0, bytes: 0 };
  for await (const { key, bytes } of objectsOf(target, ORIGINALS))
    if (isInPart(key, part)) {
      tally.objects += 1;
      tally.bytes += bytes;
    }
  return tally;
}

/** Yields findings, and `null` after each object that holds. @param tally is counted up */
export async function* auditObjects(
  target: ArchiveTarget,
  part: AuditPart,
  tally: ObjectsTally,
  signal: AbortSignal,
): AsyncGenerator<ArchiveFinding | null> {
  let inVain = 0;
  for await (const { key } of objectsOf(target, ORIGINALS)) {
    if (!isInPart(key, part)) continue;
    try {
      const { bytes, sha256 } = await target.readBackAndHash(key, null, signal);
      inVain = 0;
      tally.objects += 1;
      tally.bytes += bytes;
      if (sha256 === digestOfKey(key)) yield null;
      else yield { kind: 'file.altered', subject: key, detail: `its ${String(bytes)} bytes have the digest ${sha256}` };
    } catch (error) {
      inVain += 1;
      if (!isOfOne(error) || inVain === IN_VAIN) throw error;
      yield { kind: 'file.unreadable', subject: key, detail: error.message };
    }
  }
}
