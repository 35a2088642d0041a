import { z } from 'zod';
import { approvalLadder } from '../../policy/approvals/ladder.js';
import { ACTS, ASKERS, SENSITIVITIES } from '../../policy/approvals/rules.js';
import { markedRequest } from '../../policy/approvals/sensitivity.js';
import { APPROVAL_SUBJECTS } from '../../store/repositories/approvals.js';
import { question } from '../act.js';
import { factsOfClip } from '../clips/facts-of-clip.js';
import { pageFor, pageShape } from '../lists.js';
import { clipId, findClip } from '../retention/explain.js';
import { rolesOf } from './roles.js';

/** Of one subject the earliest first, without one the newest first, a page at a time. */
export const approvalList = question(
  z.strictObject({
    ...pageShape(10_000),
    subject: z
      .strictObject({ kind: z.enum(APPROVAL_SUBJECTS), id: z.string().min(1).max(128) })
      .nullable()
      .default(null),
  }),
  (context, { subject, ...page }) => {
    const { approvals } = context.store;
    if (subject === null) return approvals.newest(pageFor(context, page));
    return approvals.of(subject.kind, [subject.id]).slice(0, page.limit);
  },
);

/** Who has to approve a request, in which order; a clip's marks of secrecy count. @throws BwcError `bwc.store.not_found` */
export const approvalLadderFor = question(
  z.strictObject({
    asker: z.enum(ASKERS),
    act: z.enum(ACTS).default('copy'),
    sensitivity: z.enum(SENSITIVITIES).default('ordinary'),
    clip: clipId.nullable().default(null),
  }),
  ({ store, rules: { rulebook } }, { clip: idOrSha256, ...asked }) => {
    const clip = idOrSha256 === null ? null : findClip(store, idOrSha256).id;
    const secrecy = clip === null ? [] : factsOfClip(store, clip).secrecy;
    const request = markedRequest(secrecy, asked);
    const { basis, registerBasis, ...ladder } = approvalLadder(rulebook.approvals, request);
    const purpose = request.act === 'release' ? 'release' : 'access';
    const onRecord = clip === null ? [] : store.approvals.of('clip', [clip]).filter((a) => a.purpose === purpose);
    return {
      rulebook: rulebook.id,
      ...request,
      clip,
      secrecy,
      ...ladder,
      ...basis,
      registerArticle: registerBasis.article,
      /** What is on record of such requests for this clip. */
      onRecord,
      roles: rolesOf(rulebook),
    };
  },
);
