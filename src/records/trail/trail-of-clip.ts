/** All that is on record of a clip besides its custody entries, which come page by page. */
import { labelHistory } from '../labels/history.js';
import { findClip, retentionOfClip } from '../retention/explain.js';
import type { QuestionContext } from '../act.js';

export type ClipTrail = ReturnType<typeof trailOfClip>;

const MOST_HOLDS = 10_000;

/** @throws BwcError `bwc.store.not_found` */
export function trailOfClip(context: QuestionContext, idOrSha256: string) {
  const { store } = context;
  const clip = findClip(store, idOrSha256);
  const { id, officerNo } = clip;
  const history = labelHistory.answer(context, { clip: id });
  return {
    clip,
    sidecars: store.clips.sidecarsOf(id),
    camera: store.cameras.get(clip.cameraId) ?? null,
    /** Who goes by the number that the camera was set to, by what is on record today. */
    officers:
      officerNo === null ? [] : store.people.all().flatMap((p) => (p.numbers.includes(officerNo) ? [p.name] : [])),
    history,
    activity: history.activity === null ? null : (store.activities.latest(history.activity.activityId) ?? null),
    case: history.case === null ? null : (store.cases.latest(history.case.caseId) ?? null),
    retention: retentionOfClip.answer(context, { clip: id }),
    holds: store.holds.list({ clip: id, active: false, limit: MOST_HOLDS, sight: null, after: null }),
    approvals: store.approvals.of('clip', [id]),
    proposals: store.disposals.proposalsOf(id),
  };
}
