/** The state of a deadline at a moment: the cheap part, asked again and again while the due time stays the same. */
import { addMs, type Instant } from '../../domain/time.js';

export const DEADLINE_STATES = ['running', 'dueSoon', 'met', 'late', 'blocked', 'provisional'] as const;
/**
 * * `met` – done in time, and stays so.
 * * `late` – the time is over, done or not.
 * * `blocked` – the camera is lost or faulty; the due time stands.
 * * `provisional` – the due time is not settled: the calendar does not reach so far, no moment is known to start from, or
 *   only the latest one there can be and the duty was done after that.
 */
export type DeadlineState = (typeof DEADLINE_STATES)[number];

export interface Due {
  /** Null while nothing is known that the limit could start from. */
  readonly due: Instant | null;
  /** The true due time may be later than `due`. */
  readonly provisional: boolean;
  /** The true due time may be earlier than `due`: to be done by then proves nothing, not to be done by then is late. */
  readonly atLatest: boolean;
  readonly doneAt: Instant | null;
  readonly blocked: boolean;
  readonly warnHours: number;
}

export function stateAt(deadline: Due, now: Instant): DeadlineState {
  const settled = settledState(deadline);
  if (settled !== null) return settled;
  const { due, warnHours } = deadline;
  if (due === null || now > due) return 'late';
  return due <= soon(now, warnHours) ? 'dueSoon' : 'running';
}

/** The state, where no time that passes will change it; null where it follows from the moment it is asked for. */
export function settledState({
  due,
  provisional,
  atLatest,
  doneAt,
  blocked,
}: Due): Exclude<DeadlineState, 'running' | 'dueSoon'> | null {
  if (due === null) return blocked ? 'blocked' : 'provisional';
  if (doneAt !== null && doneAt <= due) return atLatest ? 'provisional' : 'met';
  if (doneAt === null && blocked) return 'blocked';
  if (provisional) return 'provisional';
  return doneAt === null ? null : 'late';
}

/** Whether the time is over without the duty done in time; null where the due time is not settled. */
export function overdueAt({ due, provisional, atLatest, doneAt }: Due, now: Instant): boolean | null {
  if (due === null) return null;
  if ((doneAt ?? now) <= due) return atLatest ? null : false;
  return provisional ? null : true;
}

const HOUR_MS = 3_600_000;
let last: { readonly now: Instant; readonly warnHours: number; readonly until: Instant } | null = null;

/** What is due by then is due soon. Asked for one moment of many deadlines, so the last answer is remembered. */
export function soon(now: Instant, warnHours: number): Instant {
  if (last?.now !== now || last.warnHours !== warnHours)
    last = { now, warnHours, until: addMs(now, warnHours * HOUR_MS) };
  return last.until;
}
