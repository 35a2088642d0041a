/** Which deadlines are asked for. */
import { z } from 'zod';
import { addMs } from '../../domain/time.js';
import { DEADLINES } from '../../policy/deadlines/rules.js';
import { soon } from '../../policy/deadlines/settle.js';
import { OPEN_STATES, type At, type DeadlineFilter, type OpenState } from '../../store/repositories/deadline-lists.js';
import type { Sight } from '../../store/repositories/clip-sight.js';
import type { QuestionContext } from '../act.js';
import { cameraOf } from '../cameras/which.js';
import type { OnCamera } from './on-cameras.js';

const name = z.string().min(1).max(256);

export const filterShape = {
  officer: name.optional(),
  /** Serial or id. */
  camera: name.optional(),
  unit: name.optional(),
  activity: name.optional(),
  rule: z.enum(DEADLINES).optional(),
  state: z.enum(OPEN_STATES).optional(),
  /** Only what is due in so many milliseconds, or was due before. */
  withinMs: z
    .int()
    .min(0)
    .max(400 * 86_400_000)
    .optional(),
};
type FilterInput = z.output<z.ZodObject<typeof filterShape>>;

export interface Asked {
  readonly at: At;
  readonly states: readonly OpenState[];
  readonly filter: DeadlineFilter;
  /** Whether footage on a camera is asked for. */
  readonly fits: (row: OnCamera) => boolean;
}

/** @throws BwcError `bwc.store.not_found`, `bwc.camera.ambiguous` */
export function asked({ store, rules, now, sight }: QuestionContext, input: FilterInput): Asked {
  const at: At = { now: now(), soon: soon(now(), rules.rulebook.deadlines.warnHours.value) };
  const { officer, unit, activity, rule, state, withinMs } = input;
  const cameraId = input.camera === undefined ? undefined : cameraOf(store, input.camera).id;
  const seen = officersSeen(sight ?? null);
  const until = withinMs === undefined ? undefined : addMs(at.now, withinMs);
  return {
    at,
    states: state === undefined ? OPEN_STATES : [state],
    filter: {
      officer,
      officers: seen === null ? undefined : JSON.stringify(seen),
      cameraId,
      unit,
      activityId: activity,
      rule,
      until,
    },
    fits: ({ camera, officer: who, verdict }) =>
      activity === undefined &&
      (seen === null || (who !== null && seen.includes(who))) &&
      (officer === undefined || who === officer) &&
      (cameraId === undefined || camera.id === cameraId) &&
      (unit === undefined || camera.unitName === unit) &&
      (rule === undefined || verdict.rule === rule) &&
      (state === undefined || verdict.state === state) &&
      (until === undefined || (verdict.due !== null && verdict.due <= until)),
  };
}

/** Whose deadlines whoever asks sees; null for everybody's. */
const officersSeen = (sight: Sight | null): readonly string[] | null =>
  sight === null || sight.reach === 'all'
    ? null
    : [...new Set([...sight.own, ...sight.recorders.map((r) => r.called)])];
