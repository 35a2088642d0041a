/** The USB of this machine. Loaded on first use: where libusb cannot start, volumes must be read all the same. */
import type { UsbHost } from './usb-host.js';

export const kernelUsb: UsbHost = {
  connect: async (device) => (await import('./node-usb-host.js')).nodeUsbHost.connect(device),
};
