/** One camera: where it is by the ledger, what was found of it, and what may still be on it. */
import { z } from 'zod';
import type { CameraRow } from '../../store/repositories/cameras.js';
import type { CameraRecord } from '../../store/repositories/camera-records.js';
import type { Movement } from '../../store/repositories/camera-movements.js';
import type { CheckOnRecord } from '../../store/repositories/readiness-checks.js';
import { atOneMoment, question } from '../act.js';
import { cameraRow, type DueRow } from '../deadlines/due-row.js';
import { deadlinesOnCamera } from '../deadlines/on-cameras.js';
import { cameraName } from './acts.js';
import { dutyState } from './outings.js';
import { cameraOf } from './which.js';

export interface CameraOnDuty {
  readonly camera: CameraRow;
  /** What people put on record of it, oldest first. */
  readonly records: readonly CameraRecord[];
  /** Who has it out; null where it is not out. */
  readonly out: Movement | null;
  readonly lost: Movement | null;
  readonly faulty: Movement | null;
  /** Footage that is on it and not on the station, and by when it has to be there. */
  readonly due: readonly DueRow[];
  /** Newest first. */
  readonly movements: readonly Movement[];
  readonly checks: readonly CheckOnRecord[];
}

/** @throws BwcError `bwc.store.not_found`, `bwc.camera.ambiguous` */
export const showCamera = question(
  z.strictObject({ camera: cameraName, limit: z.int().min(1).max(1000).default(20) }),
  (asking, { camera: name, limit }): CameraOnDuty => {
    const context = atOneMoment(asking);
    const { store, rules } = context;
    const camera = cameraOf(store, name);
    const { outing, lost, faulty } = dutyState(store.movements.latest(camera.id));
    return {
      camera,
      records: store.cameraRecords.versions(camera.id),
      out: outing?.back === null ? outing.issue : null,
      lost,
      faulty,
      due: [...deadlinesOnCamera(context, camera)].map((row) => cameraRow(row, rules.calendar.zone)),
      movements: store.movements.of(camera.id, limit),
      checks: store.checks.ofCamera(camera.id, limit),
    };
  },
);
