/** What clearing the station's disk works with. */
import type { ClearBar } from '../../domain/clear.js';
import type { Instant } from '../../domain/time.js';
import type { Clock } from '../../domain/time.js';
import type { StationStore } from '../../store/station-store.js';
import type { Finding } from '../../store/verify/finding.js';
import type { ObjectKey } from '../keys.js';
import type { ArchivePlace, SyncSettings } from '../sync/context.js';

/** An original as an archive has it, by what is on record: the proof came before. */
export interface ProvenCopy {
  readonly target: string;
  readonly archiveId: string;
  readonly key: ObjectKey;
  readonly objectVersion: string | null;
  readonly sha256: string;
  readonly bytes: number;
  /** How far it is locked; null where the archive keeps no retention. */
  readonly retainUntil: Instant | null;
  /** When it was confirmed there. */
  readonly archivedAt: Instant;
  /** When all its bytes were last read back: then, or by the audit since. */
  readonly readAt: Instant;
}

export interface Clearing {
  readonly store: StationStore;
  readonly clock: Clock;
  readonly places: readonly ArchivePlace[];
  readonly settings: Pick<SyncSettings, 'minimumDays' | 'zone'>;
  /** What keeps the clip here, as things stand; whether it is cleared already is not asked. */
  readonly judge: (clipId: string) => readonly ClearBar[];
  /** The archives that are proven to have it; none where something is lacking at one of them. */
  readonly copies: (clipId: string) => readonly ProvenCopy[];
  /** A read-back that is older counts no more. */
  readonly readBackMs: number;
  /** Told what an archive turned out to have instead of the original. */
  readonly found: (clipId: string, finding: Finding, target: string) => void;
}
