/** Cameras with the host interface of GA/T 947.4: what a vendor implements, and the driver around it. */
export type { ClockSample, DeviceTime } from './clock-sample.js';
export { busy, type HostAnswer, ok, type Refusal, refused } from './host-answer.js';
export type { Patience } from './host-caller.js';
export type {
  CallLimits,
  DiskSpace,
  HostCallName,
  HostCapabilities,
  HostInterface,
  VendorHostKind,
} from './host-interface.js';
export { vendorHostCandidate } from './host-candidate.js';
export { claims, isFinal, type SwitchLimits, type SwitchState } from './mode-switch.js';
export { parseRecognitionCode } from './recognition-code.js';
export { answerOf, RETURN_CODE } from './return-codes.js';
export { type CredentialSource, Secret } from './secret.js';
export type { ClockSetRecord } from './set-clock.js';
export { type HostTimers, systemTimers } from './timers.js';
export type { VendorFacts } from './vendor-facts.js';
export {
  createVendorHostDriver,
  DEFAULT_LIMITS,
  type VendorHostDriver,
  type VendorHostDriverOptions,
} from './vendor-host-driver.js';
export type { VendorSession } from './vendor-session.js';
export { pollForVolume, type VolumeWaiter } from './volume-waiter.js';
export { encodeZfyInfo, parseZfyInfo, type ZfyInfo, zfyInfoBytes, type ZfyVariant } from './zfy-info.js';
