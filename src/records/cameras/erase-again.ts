/** A camera on which erasing had failed too often: a person saw to it, and it is tried again at its next docking. */
import { z } from 'zod';
import { act } from '../act.js';
import { prose } from '../text.js';
import { cameraName } from './acts.js';
import { cameraOf } from './which.js';

export const eraseAgain = act(
  z.strictObject({ camera: cameraName, reason: prose }),
  ({ store, now, by }, { camera, reason }) => {
    const { id: cameraId } = cameraOf(store, camera);
    const said = { cameraId, after: store.erasures.lastOf(cameraId), reason, by, at: now() };
    const { seq } = store.log.append('camera.erase_again', said);
    store.erasures.ask({ ...said, entry: seq });
    store.clearAlarm('camera.not_erased', cameraId);
    return { camera: cameraId };
  },
);
