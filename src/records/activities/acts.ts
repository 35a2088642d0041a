/** Enforcement activities on record: begun, described, ended, and which recordings are of them. */
import { z } from 'zod';
import { newActivityId } from '../../domain/ids.js';
import { FACT_SOURCES, type FactSource } from '../../policy/facts/facts.js';
import type { ActivityVersion } from '../../store/repositories/activities.js';
import { act, type ActContext } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { clipsNamed, someClips, whichClips } from '../clips/which-clips.js';
import { requireInOrder } from '../facts/in-order.js';
import { requireRecordable } from '../facts/require-unrecorded.js';
import { putStatement } from '../facts/put-statement.js';
import { prose } from '../text.js';
import { requireWord } from '../vocabulary.js';
import { activityContent, activityId, time } from './activity-input.js';
import { joinActivity, leaveActivity, requireActivity } from './members.js';

const source = z.enum(FACT_SOURCES).default('person');

/** @throws BwcError `bwc.label.unknown_word`, `bwc.facts.*`, `bwc.activity.elsewhere`, `bwc.store.not_found` */
export const activityBegin = act(
  z.strictObject({
    ...activityContent.shape,
    ...whichClips,
    start: time.nullable().default(null),
    end: time.nullable().default(null),
    source,
  }),
  (context, { clips, recordings, activities, start, end, source: told, ...said }) => {
    const id = newActivityId();
    const named = clipsNamed(context.store, { clips, recordings, activities });
    const version = write(context, { kind: null, title: null, unit: null, place: null, ...said, id, why: null });
    if (start !== null) stateMoment(context, id, 'activityStart', start, told, null);
    if (end !== null) stateMoment(context, id, 'activityEnd', end, told, null);
    requireInOrder(context.store, { kind: 'activity', id });
    const joined = joinActivity(context, id, named, null);
    clipsChanged(context, joined);
    return { activity: version, joined };
  },
);

/** @throws BwcError `bwc.label.unknown_word`, `bwc.store.not_found` */
export const activityChange = act(
  z.strictObject({ activity: activityId, ...activityContent.shape, why: prose }),
  (context, { activity, ...said }) => {
    const version = write(context, { ...requireActivity(context.store, activity), ...said });
    clipsChanged(context, context.store.activities.clipsNow(activity));
    return version;
  },
);

/** When it ended. Ending it again corrects the moment, with the reason. @throws BwcError `bwc.facts.*` */
export const activityEnd = act(
  z.strictObject({ activity: activityId, at: time, source, why: prose.nullable().default(null) }),
  (context, { activity, at, source: told, why }) => {
    const { store } = context;
    requireActivity(store, activity);
    const stated = stateMoment(context, activity, 'activityEnd', at, told, why);
    requireInOrder(store, { kind: 'activity', id: activity });
    clipsChanged(context, store.activities.clipsNow(activity));
    return stated;
  },
);

/** @throws BwcError `bwc.activity.elsewhere`, `bwc.store.not_found` */
export const activityJoin = act(
  z.strictObject({ activity: activityId, ...whichClips, why: prose.nullable().default(null) }),
  (context, { activity, why, ...which }) => {
    const { store } = context;
    requireActivity(store, activity);
    requireRecordable(store, { kind: 'activity', id: activity });
    const clips = someClips(store, which);
    const joined = joinActivity(context, activity, clips, why);
    // Where nobody said when it ended, the recordings in it do: it changes for all of them.
    clipsChanged(context, store.activities.clipsNow(activity));
    return { activity, joined, unchanged: clips.filter((id) => !joined.includes(id)) };
  },
);

/** @throws BwcError `bwc.activity.not_member`, `bwc.store.not_found` */
export const activityLeave = act(
  z.strictObject({ activity: activityId, ...whichClips, why: prose }),
  (context, { activity, why, ...which }) => {
    const { store } = context;
    requireActivity(store, activity);
    const clips = someClips(store, which);
    leaveActivity(context, activity, clips, why);
    clipsChanged(context, [...clips, ...store.activities.clipsNow(activity)]);
    return { activity, left: clips };
  },
);

function write(context: ActContext, said: Omit<ActivityVersion, 'version' | 'by' | 'at'>): ActivityVersion {
  const { store, rules, by, now } = context;
  requireWord(rules, 'kind', said.kind);
  const version = { ...said, version: (store.activities.latest(said.id)?.version ?? 0) + 1, by, at: now() };
  const { seq } = store.log.append('activity.put', version);
  store.activities.add({ ...version, entry: seq });
  return version;
}

const stateMoment = (
  context: ActContext,
  id: string,
  moment: 'activityStart' | 'activityEnd',
  at: string,
  told: FactSource,
  why: string | null,
) =>
  putStatement(context, {
    subject: { kind: 'activity', id },
    fact: { moment, at },
    source: told,
    confidence: 'certain',
    from: null,
    until: null,
    why,
  });
