/** A hold's release: asked for by one person, consented to or refused by another. */
import { z } from 'zod';
import type { CustodyKind } from '../../domain/custody.js';
import { BwcError } from '../../domain/errors.js';
import { askRelease, consentToRelease, refuseRelease } from '../../policy/retention/hold.js';
import type { HoldOnRecord, HoldStep } from '../../store/repositories/holds.js';
import { act, type ActContext } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { prose as text } from '../text.js';

const holdId = z.string().min(1).max(128);

/** @throws BwcError `bwc.store.not_found`, `bwc.hold.state` */
export const askHoldRelease = act(z.strictObject({ hold: holdId, reason: text }), (context, { hold: id, reason }) => {
  const hold = find(context, id);
  const at = context.now();
  askRelease(hold, context.by, at, reason);
  return step(context, hold, { step: 'asked', reason, by: context.by, at }, 'hold.release_asked');
});

/** @throws BwcError `bwc.store.not_found`, `bwc.hold.state`, `bwc.approval.same_person` */
export const consentToHoldRelease = act(z.strictObject({ hold: holdId }), (context, { hold: id }) => {
  const hold = find(context, id);
  const at = context.now();
  consentToRelease(hold, context.by, at);
  const released = step(context, hold, { step: 'released', reason: null, by: context.by, at }, 'hold.released');
  clipsChanged(context, released.clips);
  return released;
});

/** The hold stays, and may be asked about anew. @throws BwcError `bwc.store.not_found`, `bwc.hold.state` */
export const refuseHoldRelease = act(
  z.strictObject({ hold: holdId, reason: text }),
  (context, { hold: id, reason }) => {
    const hold = find(context, id);
    refuseRelease(hold);
    const refused: HoldStep = { step: 'refused', reason, by: context.by, at: context.now() };
    return step(context, hold, refused, 'hold.release_refused');
  },
);

function find({ store }: ActContext, id: string): HoldOnRecord {
  const hold = store.holds.get(id);
  if (hold === undefined) throw new BwcError('bwc.store.not_found', `there is no hold ${id}`, { id });
  return hold;
}

/** Each clip's own history shows it. */
function step({ store }: ActContext, before: HoldOnRecord, taken: HoldStep, kind: CustodyKind) {
  const { id } = before;
  store.holds.step(id, taken);
  const clips = store.holds.clips(id);
  const { reason, by } = taken;
  const body = { hold: id, reason, askedBy: before.releaseAsked?.by ?? null, by };
  for (const clipId of clips) store.log.append(kind, body, { clipId });
  if (clips.length === 0) store.log.append(kind, body);
  return { hold: store.holds.get(id) ?? before, clips };
}
