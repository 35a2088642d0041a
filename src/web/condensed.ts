/** What one told a browser is overtaken by what comes with it: how far a visit is, and how many clips are left to describe. */
import type { VisitEvent } from '../ingest/visit/visit-events.js';

const overtaken = (event: VisitEvent): string | null =>
  event.type === 'progress' ? `progress ${event.visit}` : event.type === 'describing' ? 'describing' : null;

/** @returns the events in their order; of those that only the last one counts of, the last one */
export function condensed(events: readonly VisitEvent[]): VisitEvent[] {
  const last = new Map<string, VisitEvent>();
  for (const event of events) {
    const key = overtaken(event);
    if (key !== null) last.set(key, event);
  }
  return events.filter((event) => {
    const key = overtaken(event);
    return key === null || last.get(key) === event;
  });
}
