/** What can be said of an activity. What is left out stays as it was; null takes it away. */
import { z } from 'zod';
import { words } from '../text.js';

export const activityContent = z.strictObject({
  /** A word of the rulebook: what must be recorded. */
  kind: words(100).nullable().exactOptional(),
  title: words(200).nullable().exactOptional(),
  unit: words(100).nullable().exactOptional(),
  place: words(500).nullable().exactOptional(),
});

/** ISO 8601 with an offset. */
export const time = z.string().max(64);

export const activityId = z.string().min(1).max(128);
