/** `bwc-station/device/testing`: a virtual camera, its faults, and the contract every driver's camera is held to. */
export type { VirtualContent } from './content.js';
export { cameraContract, type ContractCase, type ContractSubject } from './contract.js';
export type { Fault } from './faults.js';
export { createFaultyIo, type FaultyIo, type FaultyIoOptions } from './faulty-io.js';
export { virtualCameraDriver } from './faulty-driver.js';
export { LAYOUTS, type LayoutId } from './layouts.js';
export { listAll } from './list-all.js';
export { treeDigest } from './tree-digest.js';
export {
  createVirtualCamera,
  removeVirtualCamera,
  type VirtualCamera,
  type VirtualCameraOptions,
  type VirtualFile,
} from './virtual-camera.js';
export * from './mtp/index.js';
export { RecordingPipe } from '../mtp/transcript/recording-pipe.js';
export { parseTranscript, type TranscriptEntry, writeEntry } from '../mtp/transcript/transcript.js';
export * from './vendor-host/index.js';
