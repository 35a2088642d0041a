import type { KeyObject } from 'node:crypto';
import type { ArchivePlace } from '../../archive/sync/context.js';
import type { Clock } from '../../domain/time.js';

export interface RestoreOptions {
  /** Where the station's backups, records and originals lie. Opened and closed by the caller. */
  readonly places: readonly ArchivePlace[];
  readonly dataDir: string;
  /** Null where the archives know one only. */
  readonly station: string | null;
  /** Number of the backup; null for the newest that can be used. */
  readonly at: number | null;
  /** Private half of the recovery key. */
  readonly secret: KeyObject;
  /** The station's public key, come another way than with the archive; null where there is none. */
  readonly known: KeyObject | null;
  /** Go on under a new id and key where the archive has seen more than the backup holds. */
  readonly asSuccessor: boolean;
  /** The station was restored before, and that machine is gone as well. */
  readonly again: boolean;
  /** `needed`: those that no archive holds whole, are held, or are of a case; the others stay at the archive, as cleared. */
  readonly originals: 'all' | 'needed';
  readonly clock: Clock;
  readonly actor: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RestoreProgress) => void;
}

export interface RestoreProgress {
  readonly what: 'database' | 'originals' | 'verify';
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly done: number;
  readonly total: number;
}
