import { type CameraDriver, createVolumeDriver, type VolumeIo } from 'bwc-station/device';
import { lantingCamera } from './camera.js';
import { PROFILES } from './profiles.js';

/** @param io where a virtual camera puts its faults; without it, the real kernel */
export function createLantingDriver(io?: VolumeIo): CameraDriver {
  const volume = createVolumeDriver({ profiles: PROFILES, ...(io === undefined ? {} : { io }) });
  return {
    id: 'lanting-l1',
    recognise: (candidate) => volume.recognise(candidate),
    open: async (candidate, profile) => lantingCamera(await volume.open(candidate, profile)),
  };
}
