/**
 * Whether a file may be taken off its camera, and if so the proof that says what is kept of it. The one place where a proof
 * is made. Everything that is not known counts against it. Pure.
 */
import type { ArchiveLack } from '../../domain/archived.js';
import type {
  Erasable,
  EraseBar,
  EraseBarKind,
  EraseBasis,
  ErasePolicy,
  EraseProof,
  StandingAuthorisation,
} from '../../domain/erase.js';
import type { ArchivedVerdict, HeldBy } from '../judge-archived.js';

export interface EraseRule {
  readonly policy: ErasePolicy;
  readonly authorised: StandingAuthorisation | null;
}

/** So many failures in a row, of a file or of a camera, and it is left alone until a person asks again. */
export const MOST_FAILURES = 3;

export interface CameraFacts {
  /** A camera in the dock, and no folder. */
  readonly isCamera: boolean;
  /** What was found when it was opened; null where that is not known. */
  readonly can: Erasable | null;
  /** Failures since the last success, or since a person asked again. */
  readonly failures: number;
}

export interface FileFacts {
  readonly bytes: number;
  readonly locked: boolean | null;
  /** What was read of this very file (medium, path, size, time) in this visit; null where it was not stored from here. */
  readonly sighted: { readonly sha256: string; readonly clipId: string } | null;
  readonly failures: number;
  /** An earlier try whose outcome is not known. */
  readonly unsettled: boolean;
  /** Everything that lies beside it on the camera is stored. */
  readonly sidecarsStored: boolean;
}

export interface KeptFacts {
  readonly clipId: string;
  /** What the station has of the file: of the clip, or of what lay beside it. */
  readonly sha256: string;
  readonly bytes: number;
  /** Read back from the disk itself, with the right digest. */
  readonly verified: boolean;
  /** The camera had locked it when it was stored. */
  readonly locked: boolean | null;
  readonly held: boolean;
  readonly finding: boolean;
  readonly disposed: boolean;
  /** Asked last: it takes longest. */
  readonly archived: () => ArchivedVerdict;
}

export interface EraseFacts {
  readonly camera: CameraFacts;
  readonly file: FileFacts;
  readonly kept: KeptFacts | null;
  /** For a file beside a clip: whether that clip was taken off. Null for a clip. */
  readonly clipErased: boolean | null;
}

export type EraseDecision =
  | {
      readonly may: true;
      readonly proof: EraseProof;
      readonly basis: EraseBasis;
      readonly authorised: StandingAuthorisation;
      readonly clipId: string;
      /** The archives that hold it; empty where that was not asked. */
      readonly heldBy: readonly HeldBy[];
    }
  | { readonly may: false; readonly bar: EraseBar };

export function decideErase({ policy, authorised }: EraseRule, facts: EraseFacts): EraseDecision {
  const { camera, file, kept, clipErased } = facts;
  if (policy === 'never') return barred('never');
  if (authorised === null) return barred('notAuthorised');
  if (!camera.isCamera) return barred('noCamera');
  if (file.sighted === null || kept === null) return barred('notStored');
  const { sighted } = file;
  if (sighted.clipId !== kept.clipId || sighted.sha256 !== kept.sha256 || file.bytes !== kept.bytes)
    return barred('otherFile');
  if (file.locked === true || kept.locked === true) return barred('locked');
  if (file.locked === null) return barred('lockUnknown');
  if (kept.disposed) return barred('disposed');
  if (kept.held) return barred('held');
  if (kept.finding) return barred('finding');
  if (!kept.verified) return barred('notVerified');
  if (!file.sidecarsStored) return barred('sidecarMissing');
  if (clipErased === false) return barred('clipStays');
  const archived = policy === 'afterArchived' ? kept.archived() : null;
  if (archived?.archived === false) return barred('notArchived', archived.lacking);
  // What of the camera is in the way, last: it is told where there was something to take off.
  if (file.unsettled) return barred('unsettled');
  if (camera.failures >= MOST_FAILURES || file.failures >= MOST_FAILURES) return barred('leftAlone');
  if (camera.can === 'readOnly') return barred('readOnly');
  if (camera.can !== 'yes') return barred('cannot');
  return {
    may: true,
    proof: { bytes: kept.bytes, sha256: kept.sha256 } as EraseProof,
    basis: policy,
    authorised,
    clipId: kept.clipId,
    heldBy: archived?.heldBy ?? [],
  };
}

const barred = (what: EraseBarKind, lacking: readonly ArchiveLack[] = []): EraseDecision => ({
  may: false,
  bar: { what, lacking },
});

/** What stands in the way of the camera itself, where something was to be taken off: told to people. */
export const TROUBLES: ReadonlySet<EraseBarKind> = new Set(['readOnly', 'leftAlone', 'unsettled']);
