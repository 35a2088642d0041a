/** What the ledger of cameras and the consents on record say of clips. */
import type { ApprovalFact, ReasonFact } from '../../policy/facts/facts.js';
import type { ClipOnRecord } from '../../store/repositories/clip-facts.js';
import type { Consent } from '../../store/repositories/consents.js';
import { outingOf, windowsOf } from './recorded-within.js';
import { distinct, NOTHING_SAID, type FactsSource, type Said } from './said.js';

/** When the camera that made a recording came back to the unit from that outing. */
export const returned: FactsSource = (store, clips) => {
  const outings = store.movements.outings(distinct(clips.map((c) => c.cameraId)));
  const windows = windowsOf(store, clips);
  return (clip) => {
    const back = outingOf(outings.get(clip.cameraId), clip, windows.get(clip.id))?.back;
    return back == null
      ? NOTHING_SAID
      : { moments: { returnToUnit: { at: back.at, source: 'ledger', confidence: 'certain' } } };
  };
};

/** What a consent says: the reason that opens the exception, and who agreed. */
export function saidByConsents(consents: readonly Consent[]): Pick<Said, 'reasons' | 'approvals'> {
  const told = { source: 'ledger', confidence: 'certain' } as const;
  return {
    reasons: consents.map(({ reason, reference }): ReasonFact => ({ reason, reference, ...told })),
    approvals: consents.map(({ role, approver, at }): ApprovalFact => ({
      purpose: 'lateUpload',
      role,
      by: approver,
      at,
    })),
  };
}

export const consented: FactsSource = (store, clips) => {
  const of = {
    clip: store.consents.of(
      'clip',
      clips.map((c) => c.id),
    ),
    activity: store.consents.of('activity', distinct(clips.map((c) => c.activityId))),
    camera: store.consents.of('camera', distinct(clips.map((c) => c.cameraId))),
  };
  return (clip) => {
    const consents = [
      ...(of.clip.get(clip.id) ?? []),
      ...(of.activity.get(clip.activityId ?? '') ?? []),
      ...(of.camera.get(clip.cameraId) ?? []).filter((consent) => wasOnCamera(clip, consent)),
    ];
    return consents.length === 0 ? NOTHING_SAID : saidByConsents(consents);
  };
};

/** A consent for a camera is for what was on it then: recorded before, brought in after. */
const wasOnCamera = ({ start, dockedAt, storedAt }: ClipOnRecord, { at }: Consent): boolean =>
  (start ?? dockedAt) <= at && at <= storedAt;
