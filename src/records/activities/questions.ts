import { z } from 'zod';
import { question } from '../act.js';
import { page } from '../cases/questions.js';
import { activityId } from './activity-input.js';
import { momentsOf } from './moments.js';
import { requireActivity } from './members.js';
import { seesAny } from '../people/sight.js';

/** All there is on record of an activity, with the clips that left it. @throws BwcError `bwc.store.not_found` */
export const activityShow = question(z.strictObject({ activity: activityId }), ({ store }, { activity }) => {
  const found = requireActivity(store, activity);
  const members = store.activities.membersNow(activity);
  const clips = new Map(store.clipFacts.some(members.map((m) => m.clipId)).map((c) => [c.id, c]));
  return {
    activity: found,
    ...momentsOf(store, [activity]).get(activity),
    versions: store.activities.versions(activity),
    clips: members.map((m) => {
      const clip = clips.get(m.clipId);
      return { ...m, camera: clip?.cameraId, recording: clip?.recordingId, start: clip?.start, end: clip?.end };
    }),
    left: store.activities.members(activity).filter((m) => m.leftAt !== null),
    said: store.statements.said({ kind: 'activity', id: activity }),
  };
});

/** Newest first. */
export const activityList = question(z.strictObject(page), (context, { limit, offset }) => {
  const { store } = context;
  const list = store.activities
    .list(limit, offset)
    .filter((a) => seesAny(context, store.activities.clipsNow(a.id), a.by));
  const moments = momentsOf(
    store,
    list.map((a) => a.id),
  );
  return list.map((a) => ({ ...a, ...moments.get(a.id), clips: store.activities.clipsNow(a.id).length }));
});
