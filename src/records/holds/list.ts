import { z } from 'zod';
import { question } from '../act.js';
import { pageFor, pageShape } from '../lists.js';
import { clipId, findClip } from '../retention/explain.js';

/** Holds, the newest first, each with everything that was asked and answered. @throws BwcError `bwc.store.not_found` */
export const holdList = question(
  z.strictObject({
    ...pageShape(10_000),
    clip: clipId.nullable().default(null),
    /** Only those that are not released. */
    active: z.boolean().default(true),
  }),
  (context, { clip, active, ...page }) => {
    const { store } = context;
    return store.holds.list({
      ...pageFor(context, page),
      clip: clip === null ? null : findClip(store, clip).id,
      active,
    });
  },
);
