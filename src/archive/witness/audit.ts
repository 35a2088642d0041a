/**
 * All checkpoints that an archive was shown of one station, held against one another: each must go on from the one
 * before. Pure; needs nothing of the station but its public key.
 */
import { openCheckpoint, type Checkpoint } from '../../store/custody/checkpoint.js';
import { EMPTY_ROOT, verifyConsistency, type Hash } from '../../store/custody/merkle.js';
import type { KnownStation } from './judge.js';
import { parseShown } from './request.js';
import type { KeptCheckpoint } from './witness-store.js';

export const AUDIT_FINDINGS = [
  /** It cannot be read as a shown checkpoint. */
  'unreadable',
  /** Not signed by the station, or of another station. */
  'signature',
  /** It is kept under another size than its own. */
  'misnamed',
  /** The one it follows is not there: somebody removed it from the archive. */
  'missing',
  /** Two logs: of the same size with another root, or grown from one that had grown otherwise already. */
  'fork',
  /** A smaller one was shown after a larger one. */
  'rollback',
  /** It does not go on from the one before: entries were rewritten. */
  'inconsistent',
] as const;

export interface AuditFinding {
  readonly kind: (typeof AUDIT_FINDINGS)[number];
  /** The checkpoint it is about, by the size it is kept under. */
  readonly size: number;
  readonly detail: string;
}

export interface CheckpointAudit {
  readonly findings: readonly AuditFinding[];
  /** The largest that is proven to go on from the first; null where none is. */
  readonly proven: Checkpoint | null;
  /** Every root that the station signed, by its size. */
  readonly roots: ReadonlyMap<number, Hash>;
}

/** @param list in the order in which they were shown, or by size where that is not known */
export function auditCheckpoints(station: KnownStation, list: readonly KeptCheckpoint[]): CheckpointAudit {
  const findings: AuditFinding[] = [];
  const seen = new Map<number, Checkpoint>();
  let head: Checkpoint = { origin: station.origin, size: 0, root: EMPTY_ROOT };
  let proven: Checkpoint | null = null;
  for (const kept of list) {
    const name = (kind: AuditFinding['kind'], detail: string): void => {
      findings.push({ kind, size: kept.size, detail });
    };
    const shown = parseShown(kept.text);
    if (shown === undefined) {
      name('unreadable', 'this is no checkpoint as stations show them');
      continue;
    }
    const opened = openCheckpoint(shown.note, station.publicKey);
    if (!opened.ok || opened.checkpoint.origin !== station.origin) {
      name('signature', opened.ok ? `it is a checkpoint of ${opened.checkpoint.origin}` : opened.reason);
      continue;
    }
    const { checkpoint } = opened;
    if (checkpoint.size !== kept.size) name('misnamed', `it covers ${String(checkpoint.size)} entries`);
    const same = seen.get(checkpoint.size);
    if (same !== undefined) {
      if (!same.root.equals(checkpoint.root)) name('fork', 'another root was shown for the same number of entries');
      continue;
    }
    seen.set(checkpoint.size, checkpoint);
    if (checkpoint.size < head.size) {
      name('rollback', `it was shown after one over ${String(head.size)} entries`);
      continue;
    }
    const problem = following(head, checkpoint, shown.oldSize, shown.proof, seen);
    if (problem !== null) name(...problem);
    else if (findings.length === 0) proven = checkpoint;
    head = checkpoint;
  }
  const roots = new Map([...seen].map(([size, { root }]) => [size, root]));
  return { findings, proven, roots };
}

/** @param head the largest shown before @returns null where the checkpoint is proven to go on from it */
function following(
  head: Checkpoint,
  checkpoint: Checkpoint,
  oldSize: number,
  proof: readonly Buffer[],
  seen: ReadonlyMap<number, Checkpoint>,
): [AuditFinding['kind'], string] | null {
  if (oldSize !== head.size)
    return oldSize === 0 || seen.has(oldSize)
      ? ['fork', `it follows the one over ${String(oldSize)} entries, although ${String(head.size)} had been shown`]
      : ['missing', `the one over ${String(oldSize)} entries, which it follows, is not there`];
  return verifyConsistency(head.size, checkpoint.size, head.root, checkpoint.root, proof)
    ? null
    : ['inconsistent', `its first ${String(head.size)} entries are not proven to be those of the one before`];
}
