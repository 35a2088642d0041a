import type { Logger } from 'pino';
import type { Clock } from '../domain/time.js';
import type { RecentLog } from './recent-log.js';

export interface StationOptions {
  readonly dataDir: string;
  /** `daemon`, or the command that needs the directory for itself. */
  readonly role: string;
  readonly actor: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** What the page shows of the log; without a page nobody asks. */
  readonly recentLog?: RecentLog;
}
