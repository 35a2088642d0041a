/** Interruptions that want an explanation, the oldest first. */
import { z } from 'zod';
import { withOffset } from '../../domain/time.js';
import type { ExplanationKind } from '../../policy/continuity/rules.js';
import type { InterruptionKind } from '../../policy/continuity/gaps.js';
import { question, type QuestionContext } from '../act.js';
import { requireSubject } from '../facts/require-subject.js';
import { continuityOf, continuityOfAll, type FoundInterruption } from './interruptions.js';

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
  readonly rows: readonly InterruptionRow[];
  /** Clips of these activities whose time is not known. */
  readonly unplaced: readonly string[];
}

/** @throws BwcError `bwc.store.not_found` */
export const listInterruptions = question(
  z.strictObject({
    activity: z.string().min(1).max(128).nullable().default(null),
    /** With those that are explained. */
    all: z.boolean().default(false),
    limit: z.int().min(1).max(10_000).default(100),
  }),
  (context, { activity, all, limit }): InterruptionList => {
    if (activity !== null) requireSubject(context.store, { kind: 'activity', id: activity });
    const rows: InterruptionRow[] = [];
    const unplaced: string[] = [];
    for (const one of activity === null ? continuityOfAll(context) : continuityOf(context, [activity])) {
      rows.push(...one.found.filter(({ verdict }) => all || !verdict.explained).map((f) => rowOf(context, f)));
      unplaced.push(...one.unplaced);
    }
    rows.sort((a, b) => (a.from < b.from ? -1 : 1));
    return { rows: rows.slice(0, limit), unplaced: unplaced.slice(0, limit) };
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
