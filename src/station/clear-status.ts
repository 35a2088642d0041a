/** What was cleared: from the database, with what only the daemon knows where it runs. */
import type { Repositories } from '../store/station-store.js';
import type { ClearStatus } from '../web/clear-status.js';
import type { Config } from './config.js';

const MOST_UNFINISHED = 1000;

export const clearStatus = (
  { cleared }: Pick<Repositories, 'cleared'>,
  { clear }: Pick<Config, 'clear'>,
  live: ClearStatus['live'],
): ClearStatus => ({
  policy: clear.policy,
  ...cleared.totals(),
  unfinished: cleared.unfinished(0, MOST_UNFINISHED).length,
  lastAt: cleared.lastAt(),
  live,
});
