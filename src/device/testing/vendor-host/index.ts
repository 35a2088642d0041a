/** For vendors: a virtual device with the host interface, and the contract their own must pass. */
export { type VendorHostSubject, vendorHostContract } from './host-contract.js';
export type { VendorFault } from './vendor-faults.js';
export { createVirtualTimers, type VirtualTimers } from './virtual-timers.js';
export {
  callsOnBus,
  plugIntoBus,
  pullFromBus,
  type VirtualBusDevice,
  virtualVendorKind,
} from './virtual-vendor-bus.js';
export {
  createVirtualVendorDevice,
  type VirtualVendorDevice,
  type VirtualVendorOptions,
} from './virtual-vendor-device.js';
