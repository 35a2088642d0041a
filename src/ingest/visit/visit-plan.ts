/** What a visit is given: the services it works with, what stands in the slot, and how it may end. */
import type { Logger } from 'pino';
import type { MediumIdentity } from '../../device/camera.js';
import type { DockCandidate } from '../../device/driver.js';
import type { Clock } from '../../domain/time.js';
import type { SourceType, VisitOutcome } from '../../domain/visit.js';
import type { StationStore } from '../../store/station-store.js';
import type { CameraSources } from '../drivers.js';
import type { Lanes } from '../lanes.js';
import type { Publisher } from '../publisher.js';
import type { InterruptedVisits } from '../interrupted-visits.js';
import type { Erasing } from './erase-step.js';
import type { HostSettings } from './host-order.js';
import type { Failure } from './protocol.js';
import type { StartTurns } from './start-turns.js';
import type { VisitEvent } from './visit-events.js';

export interface VisitSettings {
  readonly zone: string;
  readonly sm3: boolean;
  readonly readBack: boolean;
  /** Whether cameras' clocks are set to the station's. */
  readonly setClock: boolean;
  readonly reserve: number | 'auto';
  readonly stallMs: number;
  readonly cameras: CameraSources;
  readonly host: HostSettings;
}

export interface VisitDependencies {
  readonly store: StationStore;
  readonly publisher: Publisher;
  readonly lanes: Lanes;
  readonly starts: StartTurns;
  readonly settings: VisitSettings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly emit: (event: VisitEvent) => void;
  /** Told inside the transaction that recorded what was read of the camera. */
  readonly cameraRead: (visitId: string) => void;
  /** Bytes that copies of all visits have been granted and not yet finished. */
  readonly promised: { bytes: number };
  readonly interrupted: InterruptedVisits;
  readonly erasing: Erasing;
  /** The medium that stands in a slot, told apart from its twin in another slot. */
  readonly tellApart: (slot: string, medium: MediumIdentity) => MediumIdentity;
}

export interface VisitPlan {
  readonly candidate: DockCandidate;
  readonly sourceType: SourceType;
  readonly byHand: boolean;
  /** The login of whoever asked for it; null for a camera that was docked. */
  readonly by: string | null;
  /** Only these files (path keys); null for all. */
  readonly only: readonly string[] | null;
  /** The note that came with the footage, per path key, or one for all under ''. */
  readonly notes: ReadonlyMap<string, string>;
  /** What to do when the disk has no room: wait for it, or stop with what is done. */
  readonly whenFull: 'wait' | 'stop';
}

/** How a visit left its slot. */
export type VisitEnd =
  | { readonly how: 'refused'; readonly code: string; readonly reason: string }
  | {
      readonly how: 'closed';
      readonly visitId: string;
      readonly outcome: VisitOutcome;
      /** What it failed of, with an error's code. */
      readonly failure: Failure | null;
      /** Whether its files were within reach: a camera in host mode may fail before it becomes a disk. */
      readonly wasOpened: boolean;
    }
  | { readonly how: 'interrupted'; readonly visitId: string | null };
