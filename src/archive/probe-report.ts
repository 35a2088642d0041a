/** What was found out about an archive by trying, and what may be said of objects in it because of that. Pure. */
import type { Instant } from '../domain/time.js';
import type { Enforcement } from './target.js';

/** `unknown`: not tried, or the answer settles nothing. */
export type Answer = 'yes' | 'no' | 'unknown';

export interface ProbeChecks {
  /** Bytes that do not match the signed digest are refused. */
  readonly wrongContentRefused: Answer;
  /** A second object under a taken name is refused (conditional put, or `link`). */
  readonly overwriteRefused: Answer;
  /** An object that is replaced or deleted is still there, under its version. */
  readonly versioned: Answer;
  /** A retention that was set is what is read back. */
  readonly lockReadBack: Answer;
  /** An attempt to shorten it is refused. */
  readonly shorteningRefused: Answer;
  /** An attempt to delete the very version is refused. */
  readonly deletionRefused: Answer;
  /** New objects are locked from their first moment, before anybody sets a retention. */
  readonly defaultRetention: Answer;
}

export interface ProbeReport {
  /** From the archive's marker. */
  readonly archiveId: string;
  readonly at: Instant;
  readonly checks: ProbeChecks;
  /** Station minus archive, in milliseconds; null where the archive tells no time. */
  readonly clockAheadMs: number | null;
  /** Null where the archive does not say. */
  readonly freeBytes: number | null;
  readonly verdict: ProbeVerdict;
}

export interface ProbeVerdict {
  /** Whether an object that was put and read back may be called archived. */
  readonly mayArchive: boolean;
  /** Who holds the retention of an archived object; null where nothing may be archived. */
  readonly enforcement: Enforcement | 'none' | null;
  /** The checks without which nothing may be archived there, and that were not answered with yes. */
  readonly inTheWay: readonly (keyof ProbeChecks)[];
  /** Those, and what is missing without standing in the way. */
  readonly lacking: readonly (keyof ProbeChecks)[];
}
