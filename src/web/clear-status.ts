import type { ClearBar, ClearReason } from '../domain/clear.js';
import type { Instant } from '../domain/time.js';

/** What was cleared from the station's own disk, and how it goes on. */
export interface ClearStatus {
  readonly policy: 'never' | 'asked' | 'automatic';
  /** Originals that lie at the archive only. */
  readonly clips: number;
  readonly bytes: number;
  /** Cleared by the record, while their files may still be there. */
  readonly unfinished: number;
  readonly lastAt: Instant | null;
  readonly live: {
    readonly busy: boolean;
    /** Why the last run ended early; null where it did not. */
    readonly code: string | null;
  } | null;
}

/** What clearing would do now. */
export interface ClearPlan {
  readonly policy: ClearStatus['policy'];
  /** Of the disk, in percent. */
  readonly usedPercent: number;
  readonly fullPercent: number;
  readonly untilPercent: number;
  /** What has to go before the disk is as empty as it should be. */
  readonly bytesToClear: number;
  /** By what is on record; the archive is asked when it is done. */
  readonly clips: readonly {
    readonly clip: string;
    readonly bytes: number;
    readonly why: ClearReason;
    readonly target: string;
  }[];
  /** What keeps the others here. */
  readonly stays: readonly { readonly bar: ClearBar; readonly clips: number }[];
  /** There are more clips than were looked at. */
  readonly more: boolean;
}

export type ClearEvent =
  | { readonly type: 'cleared'; readonly clip: string; readonly bytes: number; readonly why: ClearReason }
  | {
      readonly type: 'stays';
      readonly clip: string;
      readonly bars: readonly ClearBar[];
      readonly detail: string | null;
    }
  | ({ readonly type: 'ended' } & ClearSummary);

export interface ClearSummary {
  readonly cleared: number;
  readonly bytes: number;
  /** Clips whose turn it was and that stayed because an archive did not confirm them. */
  readonly notConfirmed: number;
  /** Bytes that would still have to go. */
  readonly left: number;
  /** Why it ended early; null where it did not. */
  readonly code: string | null;
}
