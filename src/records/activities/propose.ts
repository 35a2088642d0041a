/** `activity.propose`: what the station would put together. A person decides: nothing is put on record by itself. */
import { z } from 'zod';
import { addMs } from '../../domain/time.js';
import { question } from '../act.js';
import { groupActivities } from './group-activities.js';
import { seenBy } from '../people/sight.js';

const DAY_MS = 86_400_000;

const input = z.strictObject({
  /** Of recordings that began at or after; the last 30 days where nothing is said. */
  since: z.iso.datetime().nullable().default(null),
  until: z.iso.datetime().nullable().default(null),
  gapMinutes: z.number().min(0).max(1440).default(30),
  togetherMinutes: z.number().min(0).max(120).default(5),
  limit: z.int().min(1).max(1000).default(100),
});

/** Clips that are in no activity yet, newest proposal first. Clips whose time is not known are in none. */
export const activityPropose = question(input, (context, { since, until, gapMinutes, togetherMinutes, limit }) => {
  const { store, now } = context;
  const to = until ?? addMs(now(), DAY_MS);
  const all = store.clipFacts.inNoActivity(since ?? addMs(now(), -30 * DAY_MS), to);
  const seen = seenBy(
    context,
    all.map((c) => c.id),
  );
  const placed = all.filter((c) => seen.has(c.id));
  return groupActivities(placed, { gapMs: gapMinutes * 60_000, togetherMs: togetherMinutes * 60_000 })
    .reverse()
    .slice(0, limit);
});
