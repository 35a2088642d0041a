/**
 * The last lines of the daemon's log, for the page. Names of files, people and clips stay in the log itself: whoever keeps
 * the station is told that something went wrong and in which part.
 */
import { z } from 'zod';
import type { LogLine } from '../web/log-line.js';

const KEPT = 200;

/** As pino writes it. */
const written = z.looseObject({
  level: z.number(),
  time: z.string(),
  msg: z.string().default(''),
  component: z.string().nullable().default(null),
  code: z.string().nullable().default(null),
  err: z
    .looseObject({ code: z.string().nullable().default(null) })
    .nullable()
    .default(null),
});

const levelOf = (level: number): LogLine['level'] =>
  level >= 50 ? 'error' : level >= 40 ? 'warn' : level >= 30 ? 'info' : 'debug';

export class RecentLog {
  readonly #lines: LogLine[] = [];

  /** A line of JSON; anything else is no line of the log. */
  write(line: string): void {
    const read = written.safeParse(JSON.parse(line));
    if (!read.success) return;
    const { time, level, component, msg, code, err } = read.data;
    this.#lines.push({ at: time, level: levelOf(level), component, message: msg, code: err?.code ?? code });
    if (this.#lines.length > KEPT) this.#lines.shift();
  }

  newestFirst(): LogLine[] {
    return this.#lines.toReversed();
  }
}
