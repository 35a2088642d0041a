import { z } from 'zod';
import { question } from '../act.js';
import { words } from '../text.js';
import { requireCase } from './require-case.js';
import { seesAny } from '../people/sight.js';

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

export const page = {
  limit: z.int().min(1).max(1000).default(100),
  offset: z.int().min(0).default(0),
};

/** Newest first; by its number where one is given. */
export const caseList = question(
  z.strictObject({ ...page, number: words(120).exactOptional() }),
  (context, { limit, offset, number }) => {
    const { store } = context;
    const found = number === undefined ? store.cases.list(limit, offset) : store.cases.numbered(number);
    return found
      .filter((c) => seesAny(context, store.cases.clipsNow(c.id), c.by))
      .map((c) => ({ ...c, clips: store.cases.clipsNow(c.id).length }));
  },
);
