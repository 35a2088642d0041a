import { z } from 'zod';
import { question } from '../act.js';
import { seenBy } from '../people/sight.js';

/**
 * What verification found and no later run took back, oldest first: of the clips that whoever asks sees, and of the station as
 * a whole for those who see everything.
 */
export const openFindings = question(
  z.strictObject({
    /** The last number of the page before. */
    after: z.int().min(0).default(0),
    limit: z.int().min(1).max(1000).default(100),
  }),
  (context, { after, limit }) => {
    const page = context.store.findings.openAfter(after, limit);
    const seen = seenBy(
      context,
      page.flatMap((f) => f.clipId ?? []),
    );
    const isAll = (context.sight ?? null) === null || context.sight?.reach === 'all';
    return {
      findings: page.filter((f) => (f.clipId === null ? isAll : seen.has(f.clipId))),
      /** Where the next page begins; null on the last one. */
      next: page.length < limit ? null : (page.at(-1)?.id ?? null),
    };
  },
);
