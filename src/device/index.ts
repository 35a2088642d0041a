/** `bwc-station/device`: drivers for body-worn cameras, usable without the station. */
export type {
  BatteryReading,
  CameraIdentity,
  ClockMethod,
  ClockReading,
  Readiness,
  StorageReading,
} from '../domain/camera.js';
export type { ClipKind, EntryClass, SidecarKind } from '../domain/clip.js';
export type { EraseProof } from '../domain/erase.js';
export { hasCode } from '../domain/errors.js';
export {
  baseNameOf,
  extensionOf,
  folderOf,
  type SourcePath,
  sourcePathFromBytes,
  sourcePathFromText,
  sourcePathKey,
  sourcePathToBytes,
} from '../domain/source-path.js';
export { type CivilTime, civilTime, type Clock, type EpochMs, type Instant } from '../domain/time.js';
export type {
  Camera,
  CapabilityManifest,
  ClipSource,
  EraseProgress,
  ListedFile,
  MediaClock,
  MediumIdentity,
  NameFacts,
} from './camera.js';
export type {
  CameraDriver,
  DockCandidate,
  Recognition,
  UsbCandidate,
  VendorHostCandidate,
  VolumeCandidate,
} from './driver.js';
export { DeviceError, type DeviceErrorCode } from './errors.js';
export { loadMtpModels, type MtpModel, parseMtpModel } from './mtp/model.js';
export { createMtpDriver, type MtpDriverOptions } from './mtp/mtp-driver.js';
export { loadProfiles } from './profiles/load-profiles.js';
export type { Profile } from './profiles/profile.js';
export { readCameraFile } from './read-camera-file.js';
export { createDriverRegistry, type DriverRegistry, type RegistryAnswer } from './registry.js';
export type { ControlSetup, PipeEndpoint, TransferResult, TransferStatus, UsbPipe } from './usb/pipe.js';
export { scanUsb } from './usb/scan-usb.js';
export { scanUsbIds } from './usb/scan-usb-ids.js';
export type { Timing } from './usb/timing.js';
export { type UsbDevice, usbId } from './usb/usb-device.js';
export type { UsbHost } from './usb/usb-host.js';
export { watchUsbHints } from './usb/hints.js';
export { cleanOfficerNo, cleanValue, decodeText } from './text/decode.js';
export { encodeGbk } from './text/gbk.js';
export { type ClockEvidence, readingFromFiles } from './volume/clock.js';
export { readSmallFile } from './volume/look-up.js';
export { nodeIo } from './volume/node-io.js';
export { openFolder, type OpenedFolder, type OpenFolderOptions } from './volume/open-folder.js';
export { scanVolumes, type ScanOptions } from './volume/scan.js';
export { createVolumeDriver, type VolumeDriverOptions } from './volume/volume-driver.js';
export type { FileSystemSpace, IoHandle, VolumeIo } from './volume/volume-io.js';
export { openVolumeRoot, type VolumeRoot } from './volume/volume-root.js';
export { wrapCamera } from './wrap-camera.js';
export * from './vendor-host/index.js';
