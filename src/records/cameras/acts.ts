/** Cameras brought back, lost, found, faulty and repaired. */
import { z } from 'zod';
import { act } from '../act.js';
import { prose as text } from '../text.js';
import { move } from './movement.js';
import { cameraOf } from './which.js';

export const cameraName = z.string().min(1).max(256);
export const moment = z.string().max(64).nullable().default(null);
const optional = text.nullable().default(null);
const about = { camera: cameraName, at: moment, remark: optional };

/** What the officer says was recorded on the way; null where he says nothing of it. */
export const returnCamera = act(
  z.strictObject({ ...about, officer: optional, recorded: z.boolean().nullable().default(null) }),
  (context, { camera, at, ...told }) => move(context, cameraOf(context.store, camera), 'return', at, told),
);

/** With the number of the report of its loss, where there is one. */
export const loseCamera = act(
  z.strictObject({ ...about, officer: optional, reference: optional }),
  (context, { camera, at, ...told }) => move(context, cameraOf(context.store, camera), 'lost', at, told),
);

export const findCamera = act(z.strictObject(about), (context, { camera, at, ...told }) =>
  move(context, cameraOf(context.store, camera), 'found', at, told),
);

/** With the number under which it was reported for repair, in the ledger or the app. */
export const reportFault = act(
  z.strictObject({ ...about, officer: optional, reference: optional }),
  (context, { camera, at, ...told }) => move(context, cameraOf(context.store, camera), 'faulty', at, told),
);

export const repairCamera = act(z.strictObject({ ...about, reference: optional }), (context, { camera, at, ...told }) =>
  move(context, cameraOf(context.store, camera), 'repaired', at, told),
);
