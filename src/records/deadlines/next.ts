/** What is due next, what is late first: of clips on the station and of footage that is still on cameras. */
import { z } from 'zod';
import { withOffset } from '../../domain/time.js';
import { evaluateDeadlines } from '../../policy/deadlines/evaluate.js';
import type { OpenDeadline, OpenState, TallyState } from '../../store/repositories/deadline-lists.js';
import { atOneMoment, question, type QuestionContext } from '../act.js';
import { factsOfClips } from '../clips/facts-of-clip.js';
import { cameraRow, clipRow, type DueRow } from './due-row.js';
import { asked, filterShape, type Asked } from './filter.js';
import type { OnCamera } from './on-cameras.js';
import { onCamerasNow } from './on-cameras-now.js';
import { isStale } from './recompute.js';

export interface DueAnswer {
  readonly now: string;
  readonly rulebook: string;
  /** Worked out by other rules than those in force, or not all of them anew yet. */
  readonly stale: boolean;
  /** Of everything the filter lets through, not only of the rows. */
  readonly tally: Readonly<Partial<Record<TallyState, number>>>;
  readonly rows: readonly DueRow[];
}

const MOST_ROWS = 10_000;

export const nextDeadlines = question(
  z.strictObject({
    ...filterShape,
    limit: z.int().min(0).max(MOST_ROWS).default(50),
    offset: z.int().min(0).max(1_000_000).default(0),
  }),
  (asking, { limit, offset, ...filter }): DueAnswer => {
    const context = atOneMoment(asking);
    const { store, rules } = context;
    const { zone } = rules.calendar;
    const wanted = asked(context, filter);
    const onCameras = onCamerasNow(context).filter(wanted.fits);
    const found = inOrder(context, wanted, onCameras, limit + offset).slice(offset);
    const rows = clipRows(
      context,
      found.flatMap((f) => ('clipId' in f ? [f] : [])),
    );
    return {
      now: withOffset(wanted.at.now, zone),
      rulebook: rules.rulebook.id,
      stale: isStale(store, rules),
      tally: Object.fromEntries(tallyOf(context, wanted, onCameras)),
      rows: found.flatMap((f) => ('clipId' in f ? (rows.get(keyOf(f)) ?? []) : [cameraRow(f, zone)])),
    };
  },
);

/** By state, most pressing first, then by due time; at most so many. */
function inOrder(
  { store }: QuestionContext,
  { at, states, filter }: Asked,
  onCameras: readonly OnCamera[],
  most: number,
): (OpenDeadline | OnCamera)[] {
  const found: (OpenDeadline | OnCamera)[] = [];
  for (const state of states) {
    const left = most - found.length;
    if (left === 0) break;
    const clips = store.deadlineLists.open(state, at, filter, left);
    const cameras = onCameras.filter(({ verdict }) => verdict.state === state);
    found.push(...[...clips, ...cameras].sort((a, b) => compare(dueOf(a), dueOf(b))).slice(0, left));
  }
  return found;
}

/** What has no due time comes last. */
const LAST = '~';
const dueOf = (one: OpenDeadline | OnCamera): string => ('clipId' in one ? one.due : one.verdict.due) ?? LAST;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const keyOf = ({ clipId, rule }: OpenDeadline): string => `${clipId} ${rule}`;

/** The verdicts with all their reasons, worked out for those that are shown. */
function clipRows({ store, rules, now }: QuestionContext, shown: readonly OpenDeadline[]): ReadonlyMap<string, DueRow> {
  const rows = new Map<string, DueRow>();
  const cameras = new Map(store.cameras.all().map((camera) => [camera.id, camera]));
  const ids = new Set(shown.map(({ clipId }) => clipId));
  const officers = store.deadlines.ownersOf([...ids]);
  for (const { clip, facts } of factsOfClips(store, ids)) {
    const of = {
      clip: clip.id,
      cameraId: clip.cameraId,
      officer: officers.get(clip.id) ?? null,
      activity: clip.activityId,
    };
    for (const verdict of evaluateDeadlines(rules.rulebook, facts, now(), rules.calendar))
      rows.set(`${clip.id} ${verdict.rule}`, clipRow(of, cameras.get(clip.cameraId), verdict, rules.calendar.zone));
  }
  return rows;
}

export function tallyOf(
  { store }: QuestionContext,
  { at, states, filter }: Asked,
  onCameras: readonly OnCamera[],
): ReadonlyMap<TallyState, number> {
  const tally = new Map(store.deadlineLists.tally(at, filter));
  for (const { verdict } of onCameras) {
    const state = verdict.state as OpenState;
    tally.set(state, (tally.get(state) ?? 0) + 1);
  }
  const all = states.length > 1;
  return new Map([...tally].filter(([state]) => all || states.some((s) => s === state)));
}
