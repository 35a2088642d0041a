import type { Accounts } from './accounts/accounts.js';
import type { Reaches } from './access/reach.js';
import type { Views } from './access/views.js';
import type { DaemonActs, StationActs, StationQueries } from './api.js';

/** What the server serves. */
export interface ServedStation extends StationActs, DaemonActs {
  readonly queries: StationQueries;
  readonly accounts: Accounts;
  readonly reaches: Reaches;
  readonly views: Views;
}
