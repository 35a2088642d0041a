/** How a driver gets at USB devices: the kernel's through node-usb, or a virtual one. */
import type { UsbPipe } from './pipe.js';
import type { UsbDevice } from './usb-device.js';

export interface UsbHost {
  /**
   * Claims the interface of the device that stands at this port now; it may have been enumerated anew meanwhile.
   * @throws LinkGone where it is no longer there or is another device; DeviceError `bwc.device.busy` naming who holds it
   */
  connect(device: UsbDevice): Promise<UsbPipe>;
}
