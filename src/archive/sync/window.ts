/** The hours of sync: a cron expression for when they begin, in a zone, and how long they last. What is left over waits for the next. */
import { Cron } from 'croner';
import { addMs, toInstant, type Instant } from '../../domain/time.js';

export interface SyncWindow {
  /** Minute, hour, day of the month, month, day of the week. */
  readonly start: string;
  readonly hours: number;
  readonly zone: string;
}

const HOUR_MS = 3_600_000;

/** @throws Error saying what is wrong with the expression */
const cronOf = ({ start, zone }: Pick<SyncWindow, 'start' | 'zone'>): Cron =>
  new Cron(start, { timezone: zone, mode: '5-part', paused: true });

/** The first time the expression names after an instant; null where there is none. */
function after(cron: Cron, instant: Instant): Instant | null {
  const next = cron.nextRun(instant);
  return next === null ? null : toInstant(next.getTime());
}

/** What is wrong with the expression; null where nothing is. */
export function windowProblem(start: string): string | null {
  try {
    return cronOf({ start, zone: 'UTC' }).nextRun() === null ? 'it names no time at all' : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export interface WindowNow {
  readonly open: boolean;
  /** When it closes where it is open, and opens where it is closed; null where it never will. */
  readonly changesAt: Instant | null;
}

export function windowAt(window: SyncWindow, now: Instant): WindowNow {
  const cron = cronOf(window);
  const length = window.hours * HOUR_MS;
  let begun = after(cron, addMs(now, -length - 1));
  if (begun === null || begun > now) return { open: false, changesAt: begun };
  // Windows that run into one another are one; looked for only as far as a day.
  let end = addMs(begun, length);
  for (let i = 0; i < MOST_JOINED; i += 1) {
    begun = after(cron, begun);
    if (begun === null || begun > end) break;
    end = addMs(begun, length);
  }
  return end > now ? { open: true, changesAt: end } : { open: false, changesAt: begun };
}

const MOST_JOINED = 48;
