import type { CameraIdentity, ClockReading, Readiness, StationClockState } from './camera.js';
import type { VisitTally } from './clip.js';
import type { EraseTally } from './erase.js';
import type { Instant } from './time.js';

/** What stands in the slot: a camera, a folder an operator named, or a drop folder for other recorders. */
export const SOURCE_TYPES = ['camera', 'folder', 'phone', 'camcorder', 'other'] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** `interrupted`: the medium vanished; the same visit goes on when it comes back. */
export type VisitState = 'open' | 'interrupted' | 'closed';
export type VisitPhase = 'identifying' | 'checking' | 'listing' | 'copying' | 'waiting' | 'erasing' | 'done';
/** `partial`: some clips failed or still wait. */
export type VisitOutcome = 'complete' | 'partial' | 'cancelled' | 'interrupted' | 'failed';

/** One stay of a camera in a dock slot, as the station shows it. */
export interface VisitView {
  readonly id: string;
  readonly slot: string;
  readonly root: string;
  readonly driver: string;
  readonly profile: string;
  readonly cameraId: string | null;
  readonly camera: string | null;
  readonly officerNo: string | null;
  readonly officerName: string | null;
  /** Who had the camera when it was docked, by the ledger of cameras given out. */
  readonly issuedTo: string | null;
  readonly sourceType: SourceType;
  readonly state: VisitState;
  readonly phase: VisitPhase;
  readonly outcome: VisitOutcome | null;
  readonly reason: string | null;
  readonly openedAt: Instant;
  readonly listedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly identity: CameraIdentity | null;
  readonly readiness: Readiness | null;
  readonly clock: ClockReading | null;
  readonly stationClock: StationClockState | null;
  readonly note: string | null;
  readonly tally: VisitTally;
  /** What was taken off the camera, and why the rest stayed; null where nothing was to be erased. */
  readonly erased: EraseTally | null;
  /** Every clip that was listed, and its sidecars, are stored. False until the listing is complete. */
  readonly safeToRemove: boolean;
}

/** Why a file of a visit was not stored. */
export interface VisitRemark {
  readonly path: string;
  readonly class: string;
  readonly state: string;
  readonly reason: string | null;
  readonly code: string | null;
}
