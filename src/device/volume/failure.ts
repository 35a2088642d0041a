/** Turns a system error into what it means for a camera. */
import { errnoOf, messageOf } from '../../domain/errors.js';
import { DeviceError, type DeviceErrorCode } from '../errors.js';
import { mayMeanGone, mayMeanLeaving, type VolumeRoot } from './volume-root.js';

/** The file is not what was listed: it vanished, or something else stands in its place. */
const NOT_THE_SAME = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO']);

/**
 * `bwc.device.gone` where the medium is no longer there, `bwc.device.changed` where only the file is not,
 * `bwc.device.read_error` otherwise. `path` is for people; `position` in bytes.
 */
export async function explainFailure(
  root: VolumeRoot,
  error: unknown,
  path: string,
  position: number,
): Promise<DeviceError> {
  if (error instanceof DeviceError) return error;
  const errno = errnoOf(error) ?? messageOf(error);
  const fail = (code: DeviceErrorCode, message: string): DeviceError =>
    new DeviceError(code, message, { path, position, errno }, { cause: error });
  const present = mayMeanLeaving(error) ? root.staysPresent() : mayMeanGone(error) ? root.isPresent() : true;
  if (!(await present)) {
    return fail('bwc.device.gone', `the medium went away while reading ${path}`);
  }
  if (NOT_THE_SAME.has(errno)) return fail('bwc.device.changed', `${path} is no longer what was listed`);
  return fail('bwc.device.read_error', `cannot read ${path} at byte ${String(position)}: ${errno}`);
}
