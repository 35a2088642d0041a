import { z } from 'zod';
import { judgeNotRecorded, type NotRecordedVerdict } from '../../policy/continuity/not-recorded.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { Statement } from '../../store/repositories/statements.js';
import { question } from '../act.js';
import { saidBy } from '../clips/said.js';
import { pageFor, pageShape } from '../lists.js';
import { seenMembers, seenOfEach } from '../people/seen-members.js';
import { activityId } from './activity-input.js';
import { momentsOf } from './moments.js';
import { requireActivity } from './members.js';

/** Whether and why it was not recorded, held against the rulebook in force. */
const unrecorded = ({ rulebook }: RulesInForce, said: readonly Statement[] | undefined): NotRecordedVerdict | null =>
  judgeNotRecorded(rulebook.continuity, saidBy(said).notRecorded ?? null);

/**
 * All there is on record of an activity, with the clips that left it; of its clips those that whoever asks sees.
 * @throws BwcError `bwc.store.not_found`
 */
export const activityShow = question(z.strictObject({ activity: activityId }), (context, { activity }) => {
  const { store, rules } = context;
  const found = requireActivity(store, activity);
  const members = seenMembers(context, store.activities.membersNow(activity));
  const clips = new Map(store.clipFacts.some(members.map((m) => m.clipId)).map((c) => [c.id, c]));
  return {
    activity: found,
    ...momentsOf(store, [activity]).get(activity),
    versions: store.activities.versions(activity),
    clips: members.map((m) => {
      const clip = clips.get(m.clipId);
      return { ...m, camera: clip?.cameraId, recording: clip?.recordingId, start: clip?.start, end: clip?.end };
    }),
    left: seenMembers(
      context,
      store.activities.members(activity).filter((m) => m.leftAt !== null),
    ),
    notRecorded: unrecorded(rules, store.statements.inForce({ kind: 'activity', id: activity })),
    said: store.statements.said({ kind: 'activity', id: activity }),
  };
});

/** Newest first. */
export const activityList = question(z.strictObject(pageShape(1000)), (context, page) => {
  const { store, rules } = context;
  const list = store.activities.list(pageFor(context, page));
  const moments = momentsOf(
    store,
    list.map((a) => a.id),
  );
  const said = store.statements.inForceOf(
    'activity',
    list.map((a) => a.id),
  );
  const clips = seenOfEach(
    context,
    list.map((a) => store.activities.clipsNow(a.id)),
  );
  return list.map((a, i) => ({
    ...a,
    ...moments.get(a.id),
    clips: clips[i] ?? 0,
    notRecorded: unrecorded(rules, said.get(a.id)),
  }));
});
