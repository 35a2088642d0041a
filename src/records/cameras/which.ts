import { BwcError } from '../../domain/errors.js';
import type { CameraRow } from '../../store/repositories/cameras.js';
import type { Repositories } from '../../store/station-store.js';

/**
 * A camera by its id, or by its serial where only one has it.
 * @throws BwcError `bwc.store.not_found`, `bwc.camera.ambiguous`
 */
export function cameraOf(store: Repositories, idOrSerial: string): CameraRow {
  const byId = store.cameras.get(idOrSerial);
  if (byId !== undefined) return byId;
  const found = store.cameras.bySerial(idOrSerial);
  const [camera, ...others] = found;
  if (camera === undefined)
    throw new BwcError('bwc.store.not_found', `there is no camera ${idOrSerial}`, { id: idOrSerial });
  if (others.length > 0)
    throw new BwcError(
      'bwc.camera.ambiguous',
      `${String(found.length)} cameras say that they are ${idOrSerial}: ${found.map((c) => c.id).join(', ')}`,
      { serial: idOrSerial, cameras: found.map((c) => c.id).join(' ') },
    );
  return camera;
}
