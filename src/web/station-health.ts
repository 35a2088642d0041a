import type { StationClockState } from '../domain/camera.js';
import type { CivilDay, Instant } from '../domain/time.js';
import type { ErasePolicy, StandingAuthorisation } from '../domain/erase.js';
import type { EraseRound } from '../store/repositories/erasures.js';
import type { ClearStatus } from './clear-status.js';

/** What the station is and how it is, for whoever keeps it. */
export interface StationHealth {
  readonly version: string;
  readonly now: Instant;
  readonly timezone: string;
  readonly rulebook: {
    readonly id: string;
    readonly title: string;
    readonly issuer: string;
    readonly number: string | null;
    readonly extends: readonly string[];
    readonly from: CivilDay;
    /** Null where no end is stated. */
    readonly to: CivilDay | null;
    readonly inForce: boolean;
    /** Lent by another rulebook, and what the bureau has to confirm. */
    readonly inherits: readonly { readonly key: string; readonly from: string; readonly confirm: string }[];
    readonly values: readonly RuleValue[];
  };
  readonly calendar: {
    readonly years: readonly number[];
    /** Null where no year's notice is known. */
    readonly knownThrough: CivilDay | null;
    /** A year whose notice should be there and is not. */
    readonly missingYear: number | null;
  };
  readonly disk: DiskForecast;
  /** Copies in another place, as the rulebook asks for them; null where it does not speak of them. */
  readonly offsite: OffsiteCopies | null;
  /** Of originals that lie at the archive only. */
  readonly cleared: ClearStatus;
  readonly erase: EraseState;
  readonly backup: BackupState;
  readonly clock: StationClockState;
  /** The newest first. */
  readonly verifications: readonly Verification[];
}

/** Of taking footage off cameras. */
export interface EraseState {
  readonly policy: ErasePolicy;
  /** Null where nobody has: then nothing is ever erased. */
  readonly authorised: StandingAuthorisation | null;
  /** Cameras of the last dockings on which something stayed that should have gone, the newest first. */
  readonly left: readonly EraseRound[];
}

/** Of the station's own backups. */
export interface BackupState {
  /** Fingerprint of the recovery key they are sealed to; null where none is configured, and none is made. */
  readonly key: string | null;
  /** The newest one, wherever it is. */
  readonly last: { readonly seq: number; readonly at: Instant; readonly bytes: number } | null;
  /** No archive holds one of the last two days. */
  readonly late: boolean;
}

export interface OffsiteCopies {
  /** Between two copies that hold everything. */
  readonly days: number;
  readonly article: string | null;
  readonly phrase: string | null;
  /** Those that are configured, and when each last held everything; null for never. */
  readonly archives: readonly { readonly target: string; readonly completedAt: Instant | null }[];
}

export interface RuleValue {
  readonly key: string;
  readonly value: unknown;
  /** Null where the value is the station's own. */
  readonly article: string | null;
  readonly phrase: string | null;
  readonly of: string | null;
  /** Why this value, where the text is silent. */
  readonly note: string | null;
}

export interface DiskForecast {
  readonly diskBytes: number;
  readonly freeBytes: number;
  /** Never used by ingest. */
  readonly reserveBytes: number;
  /** What the last fourteen days took in, the oldest first, today last. */
  readonly days: readonly { readonly day: CivilDay; readonly bytes: number }[];
  /** On average, over the days since the station took in its first file, fourteen at most; null where nothing came in. */
  readonly perDay: number | null;
  /** Until ingest stops; null where nothing came in. */
  readonly daysLeft: number | null;
}

export interface Verification {
  readonly at: Instant;
  readonly by: string;
  readonly findings: number;
  readonly entries: number;
  readonly clips: number;
  readonly originalsRead: number;
  readonly bytesRead: number;
  readonly complete: boolean;
}
