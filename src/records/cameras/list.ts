/** All cameras, with where each is by the ledger. */
import { z } from 'zod';
import type { CameraRow } from '../../store/repositories/cameras.js';
import type { Movement } from '../../store/repositories/camera-movements.js';
import { question, type QuestionContext } from '../act.js';
import { dutyState } from './outings.js';

export interface CameraState {
  readonly camera: CameraRow;
  /** Who has it out; null where it is not out. */
  readonly out: Movement | null;
  readonly lost: Movement | null;
  readonly faulty: Movement | null;
}

/** The last seen first. */
export const listCameras = question(z.strictObject({}), (context) => cameraStates(context));

export const cameraStates = ({ store }: Pick<QuestionContext, 'store'>): CameraState[] =>
  store.cameras.all().map((camera) => {
    const { outing, lost, faulty } = dutyState(store.movements.latest(camera.id));
    return { camera, out: outing?.back === null ? outing.issue : null, lost, faulty };
  });
