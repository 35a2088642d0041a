/** The driver for cameras that appear as a mounted volume. */
import type { Camera } from '../camera.js';
import type { CameraDriver, VolumeCandidate } from '../driver.js';
import { DeviceError } from '../errors.js';
import { loadProfiles } from '../profiles/load-profiles.js';
import type { Profile } from '../profiles/profile.js';
import type { VolumeEraser } from './eraser.js';
import { FOLDER_PROFILE } from './folder-profile.js';
import { nodeIo } from './node-io.js';
import { lookedFor, matchProfile } from './recognise.js';
import { openVolumeCamera } from './volume-camera.js';
import type { VolumeIo } from './volume-io.js';
import { openVolumeRoot } from './volume-root.js';

export interface VolumeDriverOptions {
  /** Default: the profiles this package comes with. */
  readonly profiles?: readonly Profile[];
  /** Default: the real kernel. */
  readonly io?: VolumeIo;
  /** By what files may be erased that are proven to be kept elsewhere. Default: by nothing. */
  readonly erase?: VolumeEraser;
}

/** @throws DeviceError `bwc.device.profile_invalid` when the package's own profiles cannot be loaded. */
export function createVolumeDriver(options: VolumeDriverOptions = {}): CameraDriver {
  const profiles = options.profiles ?? loadProfiles();
  const io = options.io ?? nodeIo;
  const mayErase = options.erase ?? null;
  return {
    id: 'volume',
    recognise: async (candidate) => {
      if (candidate.kind !== 'volume') return { recognised: false, reason: 'not a volume' };
      const root = await openVolumeRoot(io, candidate.root);
      const match = await root.use((handle) => matchProfile(profiles, { io, root: handle, label: candidate.label }));
      if (match === undefined) {
        return { recognised: false, reason: `no profile matches; looked for ${profiles.map(lookedFor).join('; ')}` };
      }
      const { profile, because } = match;
      return { recognised: true, profile: profile.id, because, specificity: profile.recognise.specificity };
    },
    open: (candidate, id) => {
      if (candidate.kind !== 'volume') {
        return Promise.reject(new DeviceError('bwc.device.refused', `${candidate.slot} is no volume`));
      }
      if (id === FOLDER_PROFILE.id) return openByHand(io, candidate);
      const profile = profiles.find((p) => p.id === id);
      if (profile === undefined) {
        return Promise.reject(new DeviceError('bwc.device.refused', `there is no profile ${id}`, { profile: id }));
      }
      return openVolumeCamera(io, candidate, profile, { ownFileSystem: true }, mayErase);
    },
  };
}

/** A folder on the station's own disk says nothing of a camera's free space or clock; a mounted card does. */
async function openByHand(io: VolumeIo, candidate: VolumeCandidate): Promise<Camera> {
  const ownFileSystem = candidate.fileSystem !== null;
  return openVolumeCamera(io, candidate, FOLDER_PROFILE, { ownFileSystem });
}
