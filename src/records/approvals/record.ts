/** What somebody in office approved, put on record by whoever keeps the register; and taken back with a reason. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { newApprovalId } from '../../domain/ids.js';
import { isSomebody } from '../../policy/approvals/person.js';
import { RECORDED_PURPOSES } from './purposes.js';
import { readTime } from '../../policy/facts/parse.js';
import { APPROVAL_SUBJECTS, type ApprovalOnRecord, type NewApproval } from '../../store/repositories/approvals.js';
import type { About } from '../../store/custody/log.js';
import { act, type ActContext } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { clipsOf, requireSubject } from '../facts/require-subject.js';
import { prose as text } from '../text.js';
import { rolesOf } from './roles.js';

const subject = z.strictObject({ kind: z.enum(APPROVAL_SUBJECTS), id: z.string().min(1).max(128) });
type Subject = z.output<typeof subject>;

export const approvalInput = z.strictObject({
  /** A consent to a later upload is an act of its own (`deadline.consent`): it says what opens the exception, too. */
  purpose: z.enum(RECORDED_PURPOSES),
  subject,
  role: z.string().min(1).max(128),
  /** Who approved. */
  person: text.refine(isSomebody, 'names nobody'),
  /** When, with its offset. */
  at: z.string().max(64),
  /** Number of the signed form. */
  reference: text.nullable().default(null),
});

/**
 * @throws BwcError `bwc.store.not_found`, `bwc.approval.role`, `bwc.facts.no_zone`, `bwc.facts.future`, `bwc.facts.invalid`
 */
export const recordApproval = act(approvalInput, (context, { at, ...told }) => {
  const { store, rules, by, now } = context;
  const about = filedUnder(context, told.subject);
  const roles = rolesOf(rules.rulebook);
  if (!roles.includes(told.role))
    throw new BwcError(
      'bwc.approval.role',
      `${rules.rulebook.id} knows no ${told.role}; it knows ${roles.join(', ')}`,
      {
        role: told.role,
        known: roles.join(', '),
      },
    );
  const recordedAt = now();
  const untold = { ...told, id: newApprovalId(), at: readTime('at', at, recordedAt), recordedBy: by, recordedAt };
  const approval: NewApproval = { ...untold, entry: append(context, 'approval.recorded', untold, {}, about) };
  store.approvals.add(approval);
  concerned(context, approval.subject);
  return { ...approval, withdrawn: null } satisfies ApprovalOnRecord;
});

/** @throws BwcError `bwc.store.not_found`, `bwc.approval.withdrawn` */
export const withdrawApproval = act(
  z.strictObject({ approval: z.string().min(1).max(128), why: text }),
  (context, { approval: id, why }) => {
    const { store, by, now } = context;
    const approval = store.approvals.get(id);
    if (approval === undefined) throw new BwcError('bwc.store.not_found', `there is no approval ${id}`, { id });
    if (approval.withdrawn !== null)
      throw new BwcError('bwc.approval.withdrawn', `${approval.withdrawn.by} withdrew ${id} already`, { id });
    const withdrawn = { by, at: now(), why };
    const about = filedUnder(context, approval.subject);
    const entry = append(context, 'approval.withdrawn', approval, { why, withdrawnAt: withdrawn.at }, about);
    store.approvals.withdraw(id, why, by, withdrawn.at, entry);
    concerned(context, approval.subject);
    return { ...approval, withdrawn } satisfies ApprovalOnRecord;
  },
);

function append(
  context: ActContext,
  kind: 'approval.recorded' | 'approval.withdrawn',
  approval: Omit<NewApproval, 'entry'>,
  more: { readonly why?: string; readonly withdrawnAt?: string },
  about: About,
): number {
  const { id, purpose, subject: of, role, person, at, reference, recordedAt } = approval;
  const told = { approval: id, purpose, subject: `${of.kind}:${of.id}`, role, person, at, reference, recordedAt };
  return context.store.log.append(kind, { ...told, ...more, by: context.by }, about).seq;
}

/** Consent can open an exception: what is on record of those clips follows. */
function concerned(context: ActContext, of: Subject): void {
  const { store } = context;
  if (of.kind !== 'hold' && of.kind !== 'proposal') clipsChanged(context, clipsOf[of.kind](store, of.id));
}

/** @returns what the custody entry is filed under */
function filedUnder({ store }: ActContext, { kind, id }: Subject): About {
  if (kind !== 'hold' && kind !== 'proposal') return requireSubject(store, { kind, id });
  const found = kind === 'hold' ? store.holds.get(id) : store.disposals.proposal(id);
  if (found === undefined) throw new BwcError('bwc.store.not_found', `there is no ${kind} ${id}`, { id });
  return {};
}
