import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { question } from '../act.js';
import { seesAny } from '../people/sight.js';

/** Newest first. */
export const disposalList = question(
  z.strictObject({ open: z.boolean().default(false), limit: z.int().min(1).max(10_000).default(100) }),
  (context, { open, limit }) =>
    context.store.disposals.proposals(open, limit).filter((p) =>
      seesAny(
        context,
        context.store.disposals.items(p.id).map((i) => i.clipId),
        p.by,
      ),
    ),
);

/** A proposal with its clips: what each rested on, and what became of it. @throws BwcError `bwc.store.not_found` */
export const disposalShow = question(z.strictObject({ proposal: z.string().min(1).max(128) }), ({ store }, input) => {
  const proposal = store.disposals.proposal(input.proposal);
  if (proposal === undefined)
    throw new BwcError('bwc.store.not_found', `there is no proposal ${input.proposal}`, { id: input.proposal });
  return { proposal, items: store.disposals.items(proposal.id) };
});
