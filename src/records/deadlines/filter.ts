/** Which deadlines are asked for. */
import { z } from 'zod';
import { addMs } from '../../domain/time.js';
import { DEADLINES } from '../../policy/deadlines/rules.js';
import { soon } from '../../policy/deadlines/settle.js';
import { OPEN_STATES, type At, type DeadlineFilter, type OpenState } from '../../store/repositories/deadline-lists.js';
import type { QuestionContext } from '../act.js';
import { cameraOf } from '../cameras/which.js';
import type { OnCamera } from './on-cameras.js';
import { seesOnCamera, sightFor, whose } from './whose.js';

const name = z.string().min(1).max(256);

export const filterShape = {
  /** The person's own, or a unit's by its id. */
  of: whose.optional(),
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
export function asked(context: QuestionContext, input: FilterInput): Asked {
  const { store, rules, now } = context;
  const at: At = { now: now(), soon: soon(now(), rules.rulebook.deadlines.warnHours.value) };
  const { officer, unit, activity, rule, state, withinMs } = input;
  const cameraId = input.camera === undefined ? undefined : cameraOf(store, input.camera).id;
  const sight = sightFor(context, input.of);
  const until = withinMs === undefined ? undefined : addMs(at.now, withinMs);
  return {
    at,
    states: state === undefined ? OPEN_STATES : [state],
    filter: {
      officer,
      sight: sight ?? undefined,
      cameraId,
      unit,
      activityId: activity,
      rule,
      until,
    },
    fits: (row) =>
      activity === undefined &&
      seesOnCamera(sight, row, at.now) &&
      (officer === undefined || row.officer === officer) &&
      (cameraId === undefined || row.camera.id === cameraId) &&
      (unit === undefined || row.camera.unitName === unit) &&
      (rule === undefined || row.verdict.rule === rule) &&
      (state === undefined || row.verdict.state === state) &&
      (until === undefined || (row.verdict.due !== null && row.verdict.due <= until)),
  };
}
