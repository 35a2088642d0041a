/** What sync works with. */
import type { Clock } from '../../domain/time.js';
import type { SyncOrder } from '../../store/repositories/outbox-order.js';
import type { StationStore } from '../../store/station-store.js';
import type { RecordVerdicts } from '../record/schema.js';
import type { ArchiveTarget } from '../target.js';
import type { WitnessKey } from '../witness/cosignature.js';
import type { WitnessStore } from '../witness/witness-store.js';

/** One configured archive. */
export interface ArchivePlace {
  /** As the configuration calls it. */
  readonly name: string;
  readonly archiveId: string;
  readonly target: ArchiveTarget;
  /** Where checkpoints are shown; null where this kind of archive keeps none. */
  readonly witness: WitnessStore | null;
  /** Whose receipts lie there; null where nobody signs any. */
  readonly witnessKey: WitnessKey | null;
}

export interface SyncSettings {
  /** How long something is locked whose retention is not known yet. */
  readonly minimumDays: number;
  readonly zone: string;
  /** Null for as fast as it goes. */
  readonly bytesPerSecond: number | null;
  /** In so many nights everything that is archived is read back once. */
  readonly auditNights: number;
}

export interface SyncContext {
  readonly store: StationStore;
  readonly clock: Clock;
  readonly settings: SyncSettings;
  /** The archives by name: a record that was dropped here is fetched from another one. */
  readonly places: readonly ArchivePlace[];
  /** What the rules say of a clip, for its record. */
  readonly verdictsOf: (clipId: string) => RecordVerdicts;
}

/** An order whose content is known. */
export type BuiltOrder = SyncOrder & { readonly sha256: string; readonly bytes: number };
