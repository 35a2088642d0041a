import type { Instant } from '../domain/time.js';
import type { VisitView } from '../domain/visit.js';
import type { DockedView, RefusedView } from '../ingest/dock/dock.js';
import type { WaitingFile } from '../ingest/drop/drop-folder.js';
import type { DueAnswer } from '../records/deadlines/next.js';
import type { ReceiptStatus } from './receipt-status.js';
import type { SyncStatus } from './sync-status.js';
import type { AlarmView } from '../store/repositories/alarms.js';

/** What `bwc status` shows. */
export interface StationStatus {
  readonly station: { readonly id: string; readonly name: string; readonly unit: string; readonly timezone: string };
  readonly dataDir: string;
  /** Null when no daemon holds the directory. */
  readonly daemon: { readonly pid: number; readonly since: Instant; readonly mountRoots: readonly string[] } | null;
  readonly clips: number;
  readonly bytes: number;
  readonly mediaPending: number;
  readonly disk: { readonly diskBytes: number; readonly freeBytes: number; readonly reserveBytes: number };
  readonly prioritySlot: string | null;
  readonly custody: { readonly entries: number; readonly signed: number; readonly signedAt: Instant | null };
  /** How many deadlines are in each state. */
  readonly deadlines: DueAnswer['tally'];
  /** Visits that are open or interrupted. */
  readonly visits: readonly VisitView[];
  /** What stands in the slots, with its latest visit whatever became of it. */
  readonly docked: readonly DockedSlot[];
  readonly refused: readonly RefusedView[];
  readonly dropWaiting: readonly WaitingFile[];
  readonly alarms: readonly AlarmView[];
  readonly archives: readonly SyncStatus[];
  /** Of each who is to give receipts. */
  readonly receipts: readonly ReceiptStatus[];
}

export interface DockedSlot extends Omit<DockedView, 'visit'> {
  /** Null while nothing is known of what stands there, and where it was refused. */
  readonly visit: VisitView | null;
}
