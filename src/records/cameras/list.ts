/** All cameras, with where each is by the ledger. */
import { z } from 'zod';
import type { CameraRow } from '../../store/repositories/cameras.js';
import type { CameraRecord } from '../../store/repositories/camera-records.js';
import type { Movement } from '../../store/repositories/camera-movements.js';
import { question, type QuestionContext } from '../act.js';
import { dutyState } from './outings.js';

export interface CameraState {
  readonly camera: CameraRow;
  /** What people put on record of it; null where nobody did. */
  readonly record: CameraRecord | null;
  /** Who has it out; null where it is not out. */
  readonly out: Movement | null;
  readonly lost: Movement | null;
  readonly faulty: Movement | null;
}

/** The last seen first. */
export const listCameras = question(z.strictObject({}), (context) => cameraStates(context));

export function cameraStates({ store }: Pick<QuestionContext, 'store'>): CameraState[] {
  const records = new Map(store.cameraRecords.all().map((r) => [r.id, r]));
  return store.cameras.all().map((camera) => {
    const { outing, lost, faulty } = dutyState(store.movements.latest(camera.id));
    const record = records.get(camera.id) ?? null;
    return { camera, record, out: outing?.back === null ? outing.issue : null, lost, faulty };
  });
}
