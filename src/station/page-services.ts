/** Makes what the page needs besides what is on record. */
import type { Clock } from '../domain/time.js';
import type { StationStore } from '../store/station-store.js';
import { Reaches } from '../web/access/reach.js';
import { Views } from '../web/access/views.js';
import { Accounts } from '../web/accounts/accounts.js';
import { PasswordHasher } from '../web/accounts/password-hash.js';
import type { PageServices } from '../web/served-station.js';
import { Writers } from '../web/writers.js';
import type { Config } from './config.js';
import type { RecentLog } from './recent-log.js';
import { accountSettings } from './web-config.js';

export const pageServices = (
  store: StationStore,
  clock: Clock,
  { station, web }: Config,
  media: PageServices['media'],
  recentLog: RecentLog | undefined,
): PageServices => ({
  media,
  about: station,
  accounts: new Accounts(store, clock, accountSettings(web), new PasswordHasher(), [station.name, station.unit]),
  reaches: new Reaches(store),
  views: new Views(store, clock),
  writers: new Writers(clock),
  log: () => recentLog?.newestFirst() ?? [],
});
