/**
 * `UsbHost` on node-usb 2.18 (libusb). Pinned to that version: 3.x is another library, with one transfer at a time per
 * endpoint, and what came before a time-out thrown away.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { getDeviceList, type Device, type Interface } from 'usb';
import { messageOf } from '../../domain/errors.js';
import { DeviceError } from '../errors.js';
import { LinkGone } from '../mtp/link-error.js';
import { holdersOf } from './holders.js';
import { NodeUsbPipe } from './node-usb-pipe.js';
import { scanUsb } from './scan-usb.js';
import { type UsbDevice, usbId } from './usb-device.js';
import type { UsbHost } from './usb-host.js';

/** Right after attaching the device node may not be readable yet: udev has still to give it its group. */
const OPEN_TRIES = 10;
const OPEN_AGAIN_MS = 200;
const MAY_PASS = /LIBUSB_ERROR_(ACCESS|NO_DEVICE|NOT_FOUND|IO)/;
const BUSY = /LIBUSB_ERROR_BUSY/;

export const nodeUsbHost: UsbHost = {
  connect: async (wanted) => {
    for (let tries = 1; ; tries += 1) {
      const now = (await scanUsb()).find(({ port }) => port === wanted.port);
      if (now === undefined || !isSame(now, wanted)) throw new LinkGone();
      const device = getDeviceList().find((d) => d.busNumber === now.busNumber && d.deviceAddress === now.address);
      try {
        if (device === undefined) throw new Error('LIBUSB_ERROR_NOT_FOUND');
        return new NodeUsbPipe(device, claim(device, now), now.interface);
      } catch (error) {
        if (BUSY.test(messageOf(error))) throw await busy(now, error);
        if (tries === OPEN_TRIES || !MAY_PASS.test(messageOf(error))) throw await cannotOpen(now, error);
        await wait(OPEN_AGAIN_MS);
      }
    }
  },
};

const isSame = (a: UsbDevice, b: UsbDevice): boolean => usbId(a) === usbId(b) && a.serial === b.serial;

/** Never sets a configuration: one that is active already would be reset, and with it the session. */
function claim(device: Device, { interface: { number } }: UsbDevice): Interface {
  device.open();
  try {
    const found = device.interface(number);
    if (found.isKernelDriverActive()) found.detachKernelDriver();
    found.claim();
    return found;
  } catch (error) {
    device.close();
    throw error;
  }
}

async function busy(device: UsbDevice, cause: unknown): Promise<DeviceError> {
  const holders = await holdersOf(device.busNumber, device.address);
  const who = holders.map(({ name, pid }) => `${name} (process ${String(pid)})`).join(', ') || 'another program';
  const message = `${who} uses the camera on port ${device.port}`;
  return new DeviceError('bwc.device.busy', message, { port: device.port, holders: who }, { cause });
}

async function cannotOpen(device: UsbDevice, cause: unknown): Promise<Error> {
  const still = (await scanUsb()).some(({ port, address }) => port === device.port && address === device.address);
  if (!still) return new LinkGone({ cause });
  const message = `the camera on port ${device.port} cannot be opened: ${messageOf(cause)}`;
  return new DeviceError('bwc.device.read_error', message, { port: device.port }, { cause });
}
