/**
 * Interruptions that want an explanation, some activities at a time: to judge those of a year at once would hold up
 * everything else that the station is asked.
 */
import { z } from 'zod';
import { withOffset } from '../../domain/time.js';
import type { ExplanationKind } from '../../policy/continuity/rules.js';
import type { InterruptionKind } from '../../policy/continuity/gaps.js';
import { question, type QuestionContext } from '../act.js';
import { requireSubject } from '../facts/require-subject.js';
import { pageFor } from '../lists.js';
import { continuityOf, type FoundInterruption } from './interruptions.js';

export interface InterruptionRow {
  readonly activity: string;
  /** To explain it by: the same for the same silence. */
  readonly id: string;
  readonly kind: InterruptionKind;
  /** Serial of the camera, or its id; null for what concerns all of them. */
  readonly camera: string | null;
  readonly from: string;
  readonly to: string;
  readonly ms: number;
  /** Milliseconds in which no other camera of the activity recorded either. */
  readonly uncoveredMs: number;
  readonly after: string | null;
  readonly before: string | null;
  readonly explained: boolean;
  /** Each is met by any of its kinds. */
  readonly wanted: readonly (readonly ExplanationKind[])[];
  readonly given: readonly {
    readonly kind: ExplanationKind;
    readonly cause: string;
    readonly reference: string | null;
    readonly heard: { readonly clip: string; readonly offsetMs: number } | null;
    readonly by: string;
    readonly at: string;
  }[];
  readonly article: string | null;
  readonly phrase: string | null;
  readonly of: string | null;
}

export interface InterruptionList {
  /** Of the activities looked at, the oldest first. */
  readonly rows: readonly InterruptionRow[];
  /** Clips of these activities whose time is not known. */
  readonly unplaced: readonly string[];
  /** Where to go on: older activities are still to be looked at. Null where these were all. */
  readonly next: string | null;
}

/** Activities looked at in one go. */
const BATCH = 200;

/** @throws BwcError `bwc.store.not_found` */
export const listInterruptions = question(
  z.strictObject({
    activity: z.string().min(1).max(128).nullable().default(null),
    /** With those that are explained. */
    all: z.boolean().default(false),
    /** `next` of the answer before; without an activity. */
    after: z.string().min(1).max(128).nullable().default(null),
  }),
  (context, { activity, all, after }): InterruptionList => {
    const { store } = context;
    if (activity !== null) requireSubject(store, { kind: 'activity', id: activity });
    const ids =
      activity === null
        ? store.activities.list(pageFor(context, { after, limit: BATCH })).map(({ id }) => id)
        : [activity];
    const found = continuityOf(context, ids);
    const rows = found
      .flatMap((one) => one.found)
      .filter(({ verdict }) => all || !verdict.explained)
      .map((one) => rowOf(context, one));
    return {
      rows: rows.sort((a, b) => (a.from < b.from ? -1 : 1)),
      unplaced: found.flatMap((one) => one.unplaced),
      next: ids.length < BATCH ? null : (ids.at(-1) ?? null),
    };
  },
);

export function rowOf(
  { store, rules }: QuestionContext,
  { activity, interruption, verdict }: FoundInterruption,
): InterruptionRow {
  const { id, kind, device, from, to, ms, uncoveredMs, after, before } = interruption;
  const { zone } = rules.calendar;
  return {
    activity,
    id,
    kind,
    camera: device === null ? null : (store.cameras.get(device)?.serial ?? device),
    from: withOffset(from, zone),
    to: withOffset(to, zone),
    ms,
    uncoveredMs,
    after,
    before,
    explained: verdict.explained,
    wanted: verdict.wanted,
    given: verdict.accepted.map(({ kind: how, cause, reference, heard, by, at }) => ({
      kind: how,
      cause,
      reference,
      heard,
      by,
      at: withOffset(at, zone),
    })),
    ...verdict.basis,
  };
}
