import type { Instant } from '../domain/time.js';
import type { ProbeOnRecord } from '../store/repositories/archive-probes.js';

/** Orders of one kind: how many, and how many bytes. */
export interface SyncCount {
  readonly orders: number;
  readonly bytes: number;
}

/** How far one archive is. */
export interface SyncStatus {
  readonly target: string;
  /** What this copy is for: `offsite` is kept in another place, by its own hours. */
  readonly role: 'bureau' | 'offsite';
  /** Its folder, or endpoint and bucket. */
  readonly where: string;
  readonly waiting: { readonly contents: SyncCount; readonly records: SyncCount };
  readonly done: { readonly contents: SyncCount; readonly records: SyncCount };
  /** Descriptions of visits: those that can go, and those that are there. */
  readonly bags: { readonly waiting: number; readonly done: number };
  /** What the archive would refuse for ever, 100 at most. */
  readonly refused: readonly {
    readonly order: number;
    readonly clip: string;
    readonly code: string;
    readonly reason: string;
  }[];
  readonly audit: ArchiveAuditStatus;
  /** When what waits longest was queued. */
  readonly oldestWaiting: Instant | null;
  readonly window: { readonly open: boolean; readonly changesAt: Instant | null };
  /** When a sync last ended with nothing left over; null where none did. */
  readonly completedAt: Instant | null;
  /** Of the station itself. */
  readonly backup: SyncBackup;
  /** What it was found to hold to when it was tried last; null before. */
  readonly probe: ProbeOnRecord | null;
  /** What only a running daemon knows. */
  readonly live: SyncLive | null;
}

/** What an archive holds of the station's own backups. */
export interface SyncBackup {
  readonly backups: number;
  /** All that ever went there for them: nothing of it is ever removed. */
  readonly sentBytes: number;
  readonly last: { readonly seq: number; readonly at: Instant; readonly sentBytes: number } | null;
  /** The newest that is not there yet, with what keeps it. */
  readonly waiting: { readonly seq: number; readonly code: string | null; readonly reason: string | null } | null;
}

/** The rolling read-back of what is archived. */
export interface ArchiveAuditStatus {
  /** In so many nights everything is read once. */
  readonly nights: number;
  /** All of it. What is not due was read in the last so many nights, or came in them. */
  readonly all: { readonly objects: number; readonly bytes: number };
  /** What is to be read tonight, with what was left over. */
  readonly due: { readonly objects: number; readonly bytes: number };
  /** When that was read which was read longest ago; null where nothing is archived. */
  readonly oldestRead: Instant | null;
  /** What is not as it was, what is lost first; 100 at most. */
  readonly findings: readonly ArchiveFindingView[];
}

export interface ArchiveFindingView {
  readonly clip: string;
  readonly kind: string;
  readonly key: string;
  readonly detail: string;
  /** No other whole copy is known. */
  readonly lost: boolean;
  readonly at: Instant;
}

export interface SyncLive {
  readonly busy: boolean;
  /** Somebody asked for it, and it did not end yet. */
  readonly asked: boolean;
  /** Since it began this time; null while it rests. */
  readonly bytesPerSecond: number | null;
  readonly sentBytes: number;
  readonly leftMs: number | null;
  /** Of the failure that concerns the whole archive; null while it works. */
  readonly code: string | null;
  readonly triedAgainAt: Instant | null;
}
