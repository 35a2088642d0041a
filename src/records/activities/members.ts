/** Clips join and leave an activity: rows and custody entries, clip by clip. */
import { BwcError } from '../../domain/errors.js';
import type { ActivityVersion } from '../../store/repositories/activities.js';
import type { Repositories } from '../../store/station-store.js';
import type { ActContext } from '../act.js';

/** @throws BwcError `bwc.store.not_found` */
export function requireActivity(store: Repositories, id: string): ActivityVersion {
  const found = store.activities.latest(id);
  if (found === undefined) throw new BwcError('bwc.store.not_found', `there is no activity ${id}`, { id });
  return found;
}

/** @returns those that were not in it before @throws BwcError `bwc.activity.elsewhere` */
export function joinActivity(
  { store, by, now }: ActContext,
  activityId: string,
  clipIds: readonly string[],
  why: string | null,
): readonly string[] {
  const at = now();
  return clipIds.filter((clipId) => {
    const current = store.activities.of(clipId);
    if (current?.activityId === activityId) return false;
    if (current !== undefined)
      throw new BwcError('bwc.activity.elsewhere', `clip ${clipId} is in activity ${current.activityId}`, {
        clip: clipId,
        activity: current.activityId,
      });
    const { seq } = store.log.append('activity.joined', { activityId, clipId, why, by, at }, { clipId });
    store.activities.join(activityId, clipId, at, by, why, seq);
    return true;
  });
}

/** @throws BwcError `bwc.activity.not_member` */
export function leaveActivity(
  { store, by, now }: ActContext,
  activityId: string,
  clipIds: readonly string[],
  why: string,
): void {
  const at = now();
  for (const clipId of clipIds) {
    const current = store.activities.of(clipId);
    if (current?.activityId !== activityId)
      throw new BwcError('bwc.activity.not_member', `clip ${clipId} is not in activity ${activityId}`, {
        clip: clipId,
        activity: activityId,
      });
    const told = { activityId, clipId, membership: current.id, why, by, at };
    const { seq } = store.log.append('activity.left', told, { clipId });
    store.activities.leave(clipId, at, by, why, seq);
  }
}
