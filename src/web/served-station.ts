import type { Accounts } from './accounts/accounts.js';
import type { Reaches } from './access/reach.js';
import type { Views } from './access/views.js';
import type { ClipMedia } from './media/clip-media.js';
import type { DaemonActs, StationActs, StationQueries } from './api.js';

/** What the server serves. */
export interface ServedStation extends StationActs, DaemonActs {
  /** As its configuration has it. */
  readonly about: { readonly name: string; readonly unit: string; readonly timezone: string };
  readonly queries: StationQueries;
  readonly accounts: Accounts;
  readonly reaches: Reaches;
  readonly views: Views;
  readonly media: ClipMedia;
}
