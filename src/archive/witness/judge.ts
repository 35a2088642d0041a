/** What a witness answers to a checkpoint, given what it holds (C2SP tlog-witness). Pure. */
import type { KeyObject } from 'node:crypto';
import { openCheckpoint, type Checkpoint } from '../../store/custody/checkpoint.js';
import { EMPTY_ROOT, verifyConsistency } from '../../store/custody/merkle.js';
import type { ShownCheckpoint } from './request.js';

/** A station as the archive knows it: the name it signs under, and the key it was registered with. */
export interface KnownStation {
  readonly origin: string;
  readonly publicKey: KeyObject;
}

export const REFUSALS = [
  /** Not a request, or one that contradicts itself. */
  'malformed',
  /** Not signed by the station's key, or of another station. */
  'signature',
  /** The old size is not what the witness holds: ask again from `size`. Says nothing against the log. */
  'stale',
  /** Shorter than what was shown before: entries were cut off, or an older copy was put back. */
  'rollback',
  /** Another log of the same length was shown before. */
  'fork',
  /** It does not go on from what was shown before: entries were rewritten. */
  'inconsistent',
] as const;
export type RefusalKind = (typeof REFUSALS)[number];

export interface Refusal {
  readonly why: RefusalKind;
  /** Entries the witness's last checkpoint covers; 0 where it holds none. */
  readonly size: number;
  /** Plain words. */
  readonly detail: string;
}

export type Judgement =
  | {
      readonly accepted: true;
      readonly shown: ShownCheckpoint;
      readonly checkpoint: Checkpoint;
      /** It was held already. */
      readonly known: boolean;
    }
  | { readonly accepted: false; readonly refusal: Refusal };

/** Refusals that say that the log is not the one that was shown: somebody changed it, or put back an old copy. */
export const accuses = (why: RefusalKind): boolean => why === 'rollback' || why === 'fork' || why === 'inconsistent';

/** @param held the largest checkpoint shown before; null for none */
export function judge(station: KnownStation, held: Checkpoint | null, shown: ShownCheckpoint | undefined): Judgement {
  const size = held?.size ?? 0;
  const refuse = (why: RefusalKind, detail: string): Judgement => ({ accepted: false, refusal: { why, size, detail } });
  if (shown === undefined) return refuse('malformed', 'this is no request to witness a checkpoint');
  const opened = openCheckpoint(shown.note, station.publicKey);
  if (!opened.ok) return refuse('signature', opened.reason);
  const { checkpoint } = opened;
  if (checkpoint.origin !== station.origin)
    return refuse('signature', `it is a checkpoint of ${checkpoint.origin}, not of ${station.origin}`);
  if (checkpoint.size === 0) return refuse('malformed', 'a checkpoint over no entries says nothing');
  if (shown.oldSize > checkpoint.size)
    return refuse(
      'malformed',
      `the old size ${String(shown.oldSize)} is larger than the checkpoint's ${String(checkpoint.size)}`,
    );
  const root = held?.root ?? EMPTY_ROOT;
  if (checkpoint.size < size)
    return refuse(
      'rollback',
      `the log covers ${String(checkpoint.size)} entries; ${String(size)} were shown to the archive before`,
    );
  if (checkpoint.size === size && !checkpoint.root.equals(root))
    return refuse('fork', `another log of ${String(size)} entries was shown to the archive before`);
  if (shown.oldSize !== size)
    return refuse('stale', `the proof starts from ${String(shown.oldSize)}; the archive holds ${String(size)}`);
  if (checkpoint.size === size)
    return shown.proof.length === 0
      ? { accepted: true, shown, checkpoint, known: true }
      : refuse('malformed', 'between two logs of one length there is nothing to prove');
  return verifyConsistency(size, checkpoint.size, root, checkpoint.root, shown.proof)
    ? { accepted: true, shown, checkpoint, known: false }
    : refuse(
        'inconsistent',
        `the first ${String(size)} entries are not proven to be those that were shown to the archive before`,
      );
}
