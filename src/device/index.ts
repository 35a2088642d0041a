/** `bwc-station/device`: drivers for body-worn cameras, usable without the station. */
export type {
  Camera,
  CapabilityManifest,
  ClipSource,
  EraseProof,
  ListedFile,
  MediumIdentity,
  NameFacts,
} from './camera.js';
export type { CameraDriver, DockCandidate, Recognition, VolumeCandidate } from './driver.js';
export { DeviceError, type DeviceErrorCode } from './errors.js';
export { loadProfiles } from './profiles/load-profiles.js';
export type { Profile } from './profiles/profile.js';
export { createDriverRegistry, type DriverRegistry, type RegistryAnswer } from './registry.js';
export { watchUsbHints } from './usb-hints.js';
export { openFolder, type OpenedFolder, type OpenFolderOptions } from './volume/open-folder.js';
export { scanVolumes, type ScanOptions } from './volume/scan.js';
export { createVolumeDriver, type VolumeDriverOptions } from './volume/volume-driver.js';
export type { FileSystemSpace, IoHandle, VolumeIo } from './volume/volume-io.js';
