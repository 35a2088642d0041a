/** A virtual MTP camera, down to its USB packets. */
export type { VirtualBattery } from './device-state.js';
export { type Content, fillContent, generated, literal, sha256 } from './generated-content.js';
export { DEFAULT_KNOBS, type Knobs } from './knobs.js';
export { LoopbackPipe } from './loopback-pipe.js';
export type { HostLine, InAnswer, OutAnswer, PacketEndpointHost } from './packet-endpoint-host.js';
export type { Fault as MtpFault, FaultPoint, FaultSchedule, ScheduledFault } from './schedule.js';
export type { VirtualUsbDevice, VirtualUsbOptions } from './usb-facts.js';
export type { VirtualClock, VirtualClockOptions } from './virtual-clock.js';
export { createVirtualMtpCamera, type VirtualMtpCamera, type VirtualMtpCameraOptions } from './virtual-mtp-camera.js';
export type { VirtualEntry, VirtualObject } from './virtual-object.js';
export type { VirtualStorage, VirtualStorageSpec, VirtualStore } from './virtual-store.js';
export { ReplayPipe } from './replay-pipe.js';
export { createVirtualTiming, type VirtualTiming } from './virtual-timing.js';
