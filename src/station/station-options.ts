import type { Logger } from 'pino';
import type { Clock } from '../domain/time.js';

export interface StationOptions {
  readonly dataDir: string;
  /** `daemon`, or the command that needs the directory for itself. */
  readonly role: string;
  readonly actor: string;
  readonly clock: Clock;
  readonly log: Logger;
}
