import { z } from 'zod';
import { question } from '../act.js';
import { clipId, findClip } from '../retention/explain.js';
import { seesAny } from '../people/sight.js';

/** Holds, the newest first, each with everything that was asked and answered. @throws BwcError `bwc.store.not_found` */
export const holdList = question(
  z.strictObject({
    clip: clipId.nullable().default(null),
    /** Only those that are not released. */
    active: z.boolean().default(true),
    limit: z.int().min(1).max(10_000).default(100),
  }),
  (context, { clip, active, limit }) =>
    context.store.holds
      .list({ clip: clip === null ? null : findClip(context.store, clip).id, active, limit })
      .filter((h) => seesAny(context, context.store.holds.clips(h.id), h.by)),
);
