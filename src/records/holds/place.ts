/** A legal hold (冻结) on a clip, an activity or a case. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { newHoldId } from '../../domain/ids.js';
import { HOLD_SUBJECTS, type HoldOnRecord } from '../../store/repositories/holds.js';
import { act } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { clipsOf, requireSubject } from '../facts/require-subject.js';
import { prose as text } from '../text.js';

export const holdInput = z.strictObject({
  subject: z.strictObject({ kind: z.enum(HOLD_SUBJECTS), id: z.string().min(1).max(128) }),
  reason: text,
  /** Number of the letter or the file that asks for it. */
  reference: text.nullable().default(null),
});

/** @throws BwcError `bwc.store.not_found`, `bwc.disposal.done` where the clip is disposed of */
export const placeHold = act(holdInput, (context, { subject, reason, reference }) => {
  const { store, by, now } = context;
  const about = requireSubject(store, subject);
  const over = subject.kind === 'clip' && store.disposals.among([subject.id]).size > 0;
  const gone = over ? store.disposals.get(subject.id) : undefined;
  if (gone !== undefined)
    throw new BwcError('bwc.disposal.done', `clip ${subject.id} was disposed of at ${gone.approvedAt}`, {
      clip: subject.id,
      proposal: gone.proposalId,
      at: gone.approvedAt,
    });
  const hold: HoldOnRecord = {
    id: newHoldId(),
    subject,
    reason,
    reference,
    by,
    at: now(),
    releaseAsked: null,
    released: null,
    steps: [],
  };
  store.holds.place(hold);
  store.log.append(
    'hold.placed',
    { hold: hold.id, subject: `${subject.kind}:${subject.id}`, reason, reference, by },
    about,
  );
  if (subject.kind === 'clip') store.holds.reach(hold.id, subject.id, hold.at);
  clipsChanged(context, clipsOf[subject.kind](store, subject.id));
  return { hold, clips: store.holds.clips(hold.id) };
});
