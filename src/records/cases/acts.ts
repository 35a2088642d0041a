/** Opening, changing and closing cases. Each is a new version; none is overwritten. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { newCaseId } from '../../domain/ids.js';
import { readTime } from '../../policy/facts/parse.js';
import { act } from '../act.js';
import { prose, words } from '../text.js';
import { caseContent } from './case-input.js';
import { requireCase } from './require-case.js';
import { writeCase } from './write-case.js';

const NEW = { kind: null, number: null, party: null, stage: null, closedAt: null, retention: null, why: null } as const;

/** @throws BwcError as `writeCase` */
export const caseOpen = act(caseContent, (context, said) => writeCase(context, { ...NEW, id: newCaseId(), ...said }));

/** @throws BwcError as `writeCase`, `bwc.store.not_found` */
export const caseChange = act(
  z.strictObject({ case: words(200), ...caseContent.shape, why: prose }),
  (context, { case: id, ...said }) => writeCase(context, { ...requireCase(context.store, id), ...said }),
);

/**
 * When a case was closed. Closing it again corrects the moment, and null opens it anew: both want the reason.
 * @throws BwcError as `writeCase`, `bwc.store.not_found`, `bwc.case.state`, `bwc.facts.*`
 */
export const caseClose = act(
  z.strictObject({ case: words(200), at: z.string().max(64).nullable(), why: prose.nullable().default(null) }),
  (context, { case: id, at, why }) => {
    const found = requireCase(context.store, id);
    if (at === null && found.closedAt === null)
      throw new BwcError('bwc.case.state', `case ${found.id} is not closed`, { id: found.id });
    if (found.closedAt !== null && why === null)
      throw new BwcError('bwc.facts.no_reason', `case ${found.id} was closed at ${found.closedAt}: say why`, {
        key: 'closedAt',
        by: found.by,
        at: found.at,
      });
    const closedAt = at === null ? null : readTime('at', at, context.now());
    return writeCase(context, { ...found, closedAt, why });
  },
);
