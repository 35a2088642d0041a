/** Comparing retentions: only ever longer, only ever stronger. Pure. */
import { fromInstant, toInstant, type Instant } from '../domain/time.js';
import type { Enforcement, Retention } from './target.js';

const STRENGTH: Readonly<Record<Enforcement, number>> = { recorded: 0, governance: 1, compliance: 2 };

/** Engines keep seconds; rounded up, so that what is kept is never less than what was asked for. */
export const wholeSeconds = (until: Instant): Instant => toInstant(Math.ceil(fromInstant(until) / 1000) * 1000);

export const reaches = (retention: Retention | null, until: Instant, enforcement: Enforcement): boolean =>
  retention !== null &&
  fromInstant(retention.until) >= fromInstant(until) &&
  STRENGTH[retention.enforcement] >= STRENGTH[enforcement];

/** What to ask of the engine so that `until` holds and nothing that held before is weakened. */
export function extended(now: Retention | null, until: Instant, enforcement: Enforcement): Retention {
  const asked = { until: wholeSeconds(until), enforcement };
  if (now === null) return asked;
  return {
    until: fromInstant(now.until) > fromInstant(asked.until) ? now.until : asked.until,
    enforcement: STRENGTH[now.enforcement] > STRENGTH[enforcement] ? now.enforcement : enforcement,
  };
}
