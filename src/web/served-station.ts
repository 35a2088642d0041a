import type { Accounts } from './accounts/accounts.js';
import type { DaemonActs, StationActs, StationQueries } from './api.js';

/** What the server serves. */
export interface ServedStation extends StationActs, DaemonActs {
  readonly queries: StationQueries;
  readonly accounts: Accounts;
}
