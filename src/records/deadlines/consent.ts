/** A consent to a later upload, as the rulebook's exception asks for it (天津第三十九条). */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { readTime } from '../../policy/facts/parse.js';
import { REASONS } from '../../policy/facts/vocabulary.js';
import type { ExceptionRule } from '../../policy/deadlines/rules.js';
import type { Rulebook } from '../../policy/rulebook/schema.js';
import { CONSENT_SUBJECTS } from '../../store/repositories/consents.js';
import { act } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { moment } from '../cameras/acts.js';
import { cameraOf } from '../cameras/which.js';
import { clipsOf, requireSubject } from '../facts/require-subject.js';
import { prose as text } from '../text.js';

/**
 * Whether it opens the exception follows from the facts: consent after the limit heals nothing, and a conflict on site
 * bars it. What was given is on record all the same.
 * @throws BwcError `bwc.deadline.no_exception`, `bwc.store.not_found`, `bwc.camera.ambiguous`, `bwc.facts.no_zone`,
 *   `bwc.facts.invalid`, `bwc.facts.future`
 */
export const consentToLaterUpload = act(
  z.strictObject({
    /** A camera: by id or serial, for what is on it when the consent is given. */
    subject: z.strictObject({ kind: z.enum(CONSENT_SUBJECTS), id: z.string().min(1).max(256) }),
    /** Who consents, by name. */
    approver: text,
    /** Null for the first that the rulebook names. */
    reason: z.enum(REASONS).nullable().default(null),
    reference: text.nullable().default(null),
    at: moment,
  }),
  (context, input) => {
    const { store, rules, by, now } = context;
    const { kind } = input.subject;
    const id = kind === 'camera' ? cameraOf(store, input.subject.id).id : input.subject.id;
    const about = requireSubject(store, { kind, id });
    const { role, reason } = exceptionFor(rules.rulebook, input.reason);
    const at = input.at === null ? now() : readTime('at', input.at, now());
    const { approver, reference } = input;
    const consent = { role, approver, reason, reference, at };
    const saidAt = now();
    const told = { subject: `${kind}:${id}`, ...consent, by, saidAt };
    const { seq } = store.log.append('deadline.consented', told, about);
    store.consents.add(kind, id, { ...consent, saidBy: by, saidAt }, seq);
    clipsChanged(context, clipsOf[kind](store, id));
    return { subject: { kind, id }, ...consent };
  },
);

/** The exception that wants somebody's consent, and is open for the reason. @throws BwcError `bwc.deadline.no_exception` */
function exceptionFor(
  { id, deadlines }: Rulebook,
  reason: ExceptionRule['reasons']['value'][number] | null,
): { readonly role: string; readonly reason: NonNullable<typeof reason> } {
  for (const exception of Object.values(deadlines.upload.exceptions)) {
    const [role, reasons] = [exception.approval.value, exception.reasons.value];
    const given = reason ?? reasons[0];
    if (role !== null && given !== undefined && reasons.includes(given)) return { role, reason: given };
  }
  throw new BwcError(
    'bwc.deadline.no_exception',
    `${id} has no exception to its upload limit that takes somebody’s consent${reason === null ? '' : ` for ${reason}`}`,
    { rulebook: id, reason },
  );
}
