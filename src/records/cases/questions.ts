import { z } from 'zod';
import { question } from '../act.js';
import { words } from '../text.js';
import { pageFor, pageShape } from '../lists.js';
import { seenMembers, seenOfEach } from '../people/seen-members.js';
import { requireCase } from './require-case.js';

/**
 * All there is on record of a case, with the clips that left it; of its clips those that whoever asks sees.
 * @throws BwcError `bwc.store.not_found`
 */
export const caseShow = question(z.strictObject({ case: words(200) }), (context, input) => {
  const { store } = context;
  const found = requireCase(store, input.case);
  return {
    case: found,
    versions: store.cases.versions(found.id),
    clips: seenMembers(context, store.cases.membersNow(found.id)).map((m) => ({
      ...m,
      name: store.names.latest(m.clipId, 'caseItem')?.name ?? null,
    })),
    left: seenMembers(
      context,
      store.cases.members(found.id).filter((m) => m.leftAt !== null),
    ),
    said: store.statements.said({ kind: 'case', id: found.id }),
  };
});

/** Newest first; by its number where one is given. */
export const caseList = question(
  z.strictObject({ ...pageShape(1000), number: words(120).exactOptional() }),
  (context, { number, ...page }) => {
    const { cases } = context.store;
    const list = cases.list(pageFor(context, page), number ?? null);
    const clips = seenOfEach(
      context,
      list.map((c) => cases.clipsNow(c.id)),
    );
    return list.map((c, i) => ({ ...c, clips: clips[i] ?? 0 }));
  },
);
