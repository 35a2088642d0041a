/** A hold on an activity or a case reaches every clip that is in it, or ever comes into it; leaving does not lift it. */
import type { ActContext } from '../act.js';
import type { ClipFactsOnRecord } from '../clips/facts-of-clip.js';
import { distinct } from '../clips/said.js';

export function reachClips({ store, now }: ActContext, clips: readonly ClipFactsOnRecord[]): void {
  const onActivity = store.holds.activeOn('activity', distinct(clips.map(({ clip }) => clip.activityId)));
  const onCase = store.holds.activeOn('case', distinct(clips.map(({ clip }) => clip.caseId)));
  if (onActivity.size + onCase.size === 0) return;
  for (const { clip } of clips) {
    const reaching = [...(onActivity.get(clip.activityId ?? '') ?? []), ...(onCase.get(clip.caseId ?? '') ?? [])];
    for (const hold of reaching) {
      if (!store.holds.reach(hold, clip.id, now())) continue;
      const { activityId, caseId } = clip;
      store.log.append('hold.reached', { hold, activity: activityId, case: caseId }, { clipId: clip.id });
    }
  }
}
