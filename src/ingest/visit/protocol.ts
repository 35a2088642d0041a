/** What the daemon and a visit's child process say to each other. The child reads and stages; the daemon decides and records. */
import type { CapabilityManifest, ListedFile, MediaClock, MediumIdentity } from '../../device/camera.js';
import type { DockCandidate, VolumeCandidate } from '../../device/driver.js';
import type { CameraIdentity, ClockReading, Readiness } from '../../domain/camera.js';
import type { EraseProof } from '../../domain/erase.js';
import type { ErrorCode, ErrorDetails } from '../../domain/errors.js';
import type { CameraSources } from '../drivers.js';
import type { HostOrder } from './host-order.js';
import type { Staged } from './pull.js';

export interface StartOrder {
  readonly type: 'start';
  readonly candidate: DockCandidate;
  /** Named by hand: a folder that looks like no camera is taken as a plain folder instead of being refused. */
  readonly byHand: boolean;
  /** Drivers and descriptions of cameras beyond the built-in ones. */
  readonly cameras: CameraSources;
  readonly zone: string;
  readonly incoming: string;
  readonly sm3: boolean;
  readonly readBack: boolean;
  /** Whether the camera's clock may be set, should the daemon ask for it. */
  readonly setClock: boolean;
  /** Whether files may be erased from it, should the daemon ask for it. */
  readonly erase: boolean;
  /** For a camera in host mode only: its passwords go to no other visit's process. */
  readonly host: HostOrder | null;
  /** Only these files (source path keys) may be taken; null for all. */
  readonly only: readonly string[] | null;
}

export interface PullItem {
  readonly index: number;
  /** Of the file, as the station tells media apart (`source-key.ts`): names the part it may be continued from. */
  readonly sourceKey: string;
  /** Originals that came from this very file before; absolute paths. */
  readonly known: readonly { readonly sha256: string; readonly path: string }[];
}

export type Order =
  | StartOrder
  | { readonly type: 'pull'; readonly items: readonly PullItem[] }
  /** Everything is done: has anything appeared on the camera meanwhile? */
  | { readonly type: 'lookAgain' }
  /** Everything is stored: set the camera's clock to the station's. */
  | { readonly type: 'setClock' }
  /** This file is proven to be kept elsewhere: take it off the camera. */
  | { readonly type: 'erase'; readonly index: number; readonly proof: EraseProof }
  /** Nothing more to pull: close the camera and leave. */
  | { readonly type: 'finish' }
  /** Stop now, park what is under way, leave. */
  | { readonly type: 'park' };

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
  readonly retryable: boolean;
}

export type Report =
  /** No camera this station knows. Nothing further was read. */
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly reason: string }
  /** A camera in host mode said who it is, and is now sent away to come back as a disk. */
  | {
      readonly type: 'docked';
      readonly driver: string;
      readonly because: string;
      readonly profile: string;
      readonly identity: CameraIdentity;
      /** Why something it could have told is not known, for the log. */
      readonly notes: readonly string[];
    }
  /** It came back as a disk, of which nothing was opened yet: whose it is will show. */
  | { readonly type: 'cameBack'; readonly disk: VolumeCandidate }
  /** It is still being talked to, or waited for. */
  | { readonly type: 'awaited' }
  | {
      readonly type: 'opened';
      readonly driver: string;
      /** Why it was taken for this kind of camera. */
      readonly because: string;
      readonly medium: MediumIdentity;
      readonly manifest: CapabilityManifest;
      readonly profile: string;
      readonly mediaClock: MediaClock | null;
      readonly identity: CameraIdentity;
    }
  | { readonly type: 'entries'; readonly files: readonly ListedFile[] }
  | {
      readonly type: 'listed';
      readonly count: number;
      /** SHA-256 over the listing as the camera gave it: path, size, stamp and class of each file in order. */
      readonly digest: string;
      readonly readiness: Readiness;
      readonly clock: ClockReading;
    }
  /**
   * The second look: so many files were listed that were not there before, their entries sent. `problem` says why it could not
   * be made.
   */
  | {
      readonly type: 'lookedAgain';
      readonly count: number;
      readonly digest: string;
      readonly problem: string | null;
    }
  | { readonly type: 'progress'; readonly index: number; readonly position: number }
  | { readonly type: 'staged'; readonly index: number; readonly staged: Staged }
  | { readonly type: 'known'; readonly index: number; readonly sha256: string }
  | { readonly type: 'failed'; readonly index: number; readonly failure: Failure }
  /** Its clock before and after it was set; `after` is null and `problem` says why where that failed. */
  | {
      readonly type: 'clockSet';
      readonly before: ClockReading;
      readonly after: ClockReading | null;
      readonly problem: string | null;
    }
  /** What came of an order to erase, as far as the camera showed it. */
  | {
      readonly type: 'erased';
      readonly index: number;
      readonly outcome: 'erased' | 'refused' | 'unconfirmed';
      readonly code: string | null;
      readonly reason: string | null;
    }
  /** The camera stopped answering, and this is done about it. */
  | { readonly type: 'recovering'; readonly step: string; readonly why: string }
  /** The last order to pull is done. */
  | { readonly type: 'drained' }
  /** The medium vanished; what was under way is parked. */
  | { readonly type: 'gone' }
  /** The visit as a whole cannot go on. */
  | { readonly type: 'broken'; readonly failure: Failure };
