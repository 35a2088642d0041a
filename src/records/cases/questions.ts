import { z } from 'zod';
import { question } from '../act.js';
import { words } from '../text.js';
import { pageFor, pageShape } from '../lists.js';
import { requireCase } from './require-case.js';

/** All there is on record of a case, with the clips that left it. @throws BwcError `bwc.store.not_found` */
export const caseShow = question(z.strictObject({ case: words(200) }), ({ store }, input) => {
  const found = requireCase(store, input.case);
  return {
    case: found,
    versions: store.cases.versions(found.id),
    clips: store.cases
      .membersNow(found.id)
      .map((m) => ({ ...m, name: store.names.latest(m.clipId, 'caseItem')?.name ?? null })),
    left: store.cases.members(found.id).filter((m) => m.leftAt !== null),
    said: store.statements.said({ kind: 'case', id: found.id }),
  };
});

/** Newest first; by its number where one is given. */
export const caseList = question(
  z.strictObject({ ...pageShape(1000), number: words(120).exactOptional() }),
  (context, { number, ...page }) => {
    const { cases } = context.store;
    return cases
      .list(pageFor(context, page), number ?? null)
      .map((c) => ({ ...c, clips: cases.clipsNow(c.id).length }));
  },
);
