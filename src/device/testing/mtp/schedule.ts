/** What goes wrong with a virtual MTP camera and when, as data. */
import type { CancelHabit } from './knobs.js';

export interface FaultPoint {
  /** An operation code, or any command. */
  readonly op: number | 'any';
  /** Which of these commands, from 1, counted over the camera's life. */
  readonly nth: number;
  /**
   * Before the packet that holds this byte of the data, and where there is none, before the response. Left out: when the
   * command comes, before it is carried out (faults of the cable and of bulk IN then strike before the first packet).
   */
  readonly byteOffset?: number;
}

/** Strikes at its point, once. */
export type TimedFault =
  /** `drop`: the transaction is over. `resume`: it goes on once the halt is cleared. */
  | { readonly kind: 'stallBulkIn'; readonly after: 'resume' | 'drop' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Nothing more comes until a cancel, a reset (class or port), or the cable is out and in again. */
  | { readonly kind: 'hang'; readonly until: HangEnd }
  | { readonly kind: 'unplug' }
  | { readonly kind: 'unplugAndReplug'; readonly afterMs: number; readonly handles: 'same' | 'new' }
  /** The next four: the object the command names, else the first file. */
  | { readonly kind: 'grow'; readonly bytes: number }
  | { readonly kind: 'shrink'; readonly bytes: number }
  | { readonly kind: 'replace' }
  | { readonly kind: 'deleteUnderneath' }
  /** The storage of that object vanishes, with an event. */
  | { readonly kind: 'storeRemoved' }
  /** Another serial number from now on, in USB and MTP. */
  | { readonly kind: 'serialChange'; readonly serial: string }
  /** From now on. */
  | { readonly kind: 'cancelReplies'; readonly with: CancelHabit }
  /** The next so many questions for the device status get DeviceBusy. */
  | { readonly kind: 'statusBusy'; readonly times: number }
  /** The next so many class requests are stalled. */
  | { readonly kind: 'stallControl'; readonly times: number }
  /** From now on a reset, of class or port, kills the device until it is plugged again. */
  | { readonly kind: 'resetKills' };

export type HangEnd = 'cancel' | 'reset' | 'replug';

/** Changes the transaction as a whole; `byteOffset` means nothing to it. */
export type ShapeFault =
  /** The command is not taken; bulk OUT halts. */
  | { readonly kind: 'stallBulkOut' }
  /** DeviceBusy, for this and the next commands that match: so many in all. */
  | { readonly kind: 'busy'; readonly times: number }
  /**
   * The last bytes of the data are not sent. `declared`: which length the container says. `counted`: which a partial
   * read's response says. `response` may be OK or IncompleteTransfer.
   */
  | {
      readonly kind: 'shortData';
      readonly missing: number;
      readonly declared: 'full' | 'short';
      readonly counted: 'full' | 'short';
      readonly response: number;
    }
  /** Garbage after the data; `declared` says whether the container counts it. */
  | { readonly kind: 'extraData'; readonly bytes: number; readonly declared: 'true' | 'long' }
  /** MTP cannot notice this one: only a second read can. */
  | { readonly kind: 'corruptByte'; readonly at: number }
  | { readonly kind: 'dropResponse' }
  | { readonly kind: 'wrongTid'; readonly in: 'data' | 'response' };

export type Fault = TimedFault | ShapeFault;

export interface ScheduledFault {
  readonly when: FaultPoint;
  readonly do: Fault;
}

export type FaultSchedule = readonly ScheduledFault[];

const SHAPES: ReadonlySet<string> = new Set<ShapeFault['kind']>([
  'stallBulkOut',
  'busy',
  'shortData',
  'extraData',
  'corruptByte',
  'dropResponse',
  'wrongTid',
]);

export const isShapeFault = (fault: Fault): fault is ShapeFault => SHAPES.has(fault.kind);
