import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { question } from '../act.js';
import { pageFor, pageShape } from '../lists.js';

/** Newest first. */
export const disposalList = question(
  z.strictObject({ ...pageShape(10_000), open: z.boolean().default(false) }),
  (context, { open, ...page }) => context.store.disposals.proposals(open, pageFor(context, page)),
);

/** A proposal with its clips: what each rested on, and what became of it. @throws BwcError `bwc.store.not_found` */
export const disposalShow = question(z.strictObject({ proposal: z.string().min(1).max(128) }), ({ store }, input) => {
  const proposal = store.disposals.proposal(input.proposal);
  if (proposal === undefined)
    throw new BwcError('bwc.store.not_found', `there is no proposal ${input.proposal}`, { id: input.proposal });
  return { proposal, items: store.disposals.items(proposal.id) };
});
