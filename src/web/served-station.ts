import type { Accounts } from './accounts/accounts.js';
import type { Reaches } from './access/reach.js';
import type { Views } from './access/views.js';
import type { VisitEvent } from '../ingest/visit/visit-events.js';
import type { LogLine } from './log-line.js';
import type { Writers } from './writers.js';
import type { ClipMedia } from './media/clip-media.js';
import type { DaemonActs, DockActs, StationActs, StationQueries } from './api.js';

/** What the page needs besides what is on record: who is signed in, what they see, and that they looked. */
export interface PageServices {
  /** As its configuration has it. */
  readonly about: { readonly name: string; readonly unit: string; readonly timezone: string };
  readonly accounts: Accounts;
  readonly reaches: Reaches;
  readonly views: Views;
  readonly writers: Writers;
  readonly media: ClipMedia;
  /** Of the daemon, the newest first. */
  readonly log: () => readonly LogLine[];
}

/** What the server serves. */
export interface ServedStation extends StationActs, DaemonActs {
  readonly queries: StationQueries;
  readonly dock: DockActs;
  readonly page: PageServices;
  readonly events: Happenings;
}

export interface Happenings {
  /** What happens at the dock from now on, each time all of it since the last time. */
  batches(signal: AbortSignal): AsyncIterable<readonly VisitEvent[]>;
}
