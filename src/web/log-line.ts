import type { Instant } from '../domain/time.js';

/** A line of the daemon's log: what happened and in which part, without what it happened to. */
export interface LogLine {
  readonly at: Instant;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** `sync`, `media`, …; null for the daemon itself. */
  readonly component: string | null;
  readonly message: string;
  /** Of the error that it tells of, where that has one. */
  readonly code: string | null;
}
