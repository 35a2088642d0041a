/** A folder an operator names by hand (`bwc ingest PATH`): as the camera it looks like, else as a plain folder. */
import { realpath } from 'node:fs/promises';
import type { Camera } from '../camera.js';
import type { CameraDriver, VolumeCandidate } from '../driver.js';
import { DeviceError } from '../errors.js';
import { FOLDER_PROFILE } from './folder-profile.js';
import { findMount, plainFolder } from './scan.js';
import { createVolumeDriver } from './volume-driver.js';

export interface OpenFolderOptions {
  /** Default: the volume's label where the folder is a mount, else the folder's name. */
  readonly label?: string;
  /** Default: `createVolumeDriver()`. */
  readonly driver?: CameraDriver;
}

export interface OpenedFolder {
  readonly camera: Camera;
  readonly candidate: VolumeCandidate;
  /** Why it was taken for this kind of camera. */
  readonly because: string;
}

/**
 * The folder's own path may be a symbolic link: the operator named it. Nothing below it is followed.
 * @throws DeviceError `bwc.device.gone` when there is no such folder, `bwc.device.ambiguous` when two profiles match it.
 */
export async function openFolder(folder: string, options: OpenFolderOptions = {}): Promise<OpenedFolder> {
  const root = await realpath(folder).catch((error: unknown) => {
    throw new DeviceError('bwc.device.gone', `there is no folder ${folder}`, { root: folder }, { cause: error });
  });
  const found = (await findMount(root)) ?? plainFolder(root);
  const candidate = options.label === undefined ? found : { ...found, label: options.label };
  const driver = options.driver ?? createVolumeDriver();
  const recognition = await driver.recognise(candidate);
  const profile = recognition.recognised ? recognition.profile : FOLDER_PROFILE.id;
  const because = recognition.recognised ? recognition.because : 'a folder named by hand';
  return { camera: await driver.open(candidate, profile), candidate, because };
}
