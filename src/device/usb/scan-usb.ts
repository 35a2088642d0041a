/**
 * Finds still-image interfaces by what the kernel says of them in sysfs. No device is opened, no udevd is needed, and a
 * device that somebody else uses is seen as well.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StillImageInterface, UsbDevice } from './usb-device.js';

export const USB_DEVICES = '/sys/bus/usb/devices';

/** A device's name in sysfs: the way through hubs to it. */
export const USB_PORT = /^\d+-\d+(\.\d+)*$/;
const STILL_IMAGE = '06/01/01';

/** In order of port. A device that goes away while it is looked at is left out. */
export async function scanUsb(devices = USB_DEVICES): Promise<UsbDevice[]> {
  const ports = (await readdir(devices).catch(() => [])).filter((name) => USB_PORT.test(name)).sort();
  const found: UsbDevice[] = [];
  for (const port of ports) {
    const device = await describe(join(devices, port), port).catch(() => null);
    if (device !== null) found.push(device);
  }
  return found;
}

async function describe(folder: string, port: string): Promise<UsbDevice | null> {
  const stillImage = await stillImageOf(folder, port);
  if (stillImage === null) return null;
  const text = (name: string): Promise<string | null> => attribute(join(folder, name));
  const number = async (name: string, radix: number): Promise<number> =>
    Number.parseInt((await text(name)) ?? '', radix);
  const device = {
    port,
    busNumber: await number('busnum', 10),
    address: await number('devnum', 10),
    vendorId: await number('idVendor', 16),
    productId: await number('idProduct', 16),
    release: await number('bcdDevice', 16),
    manufacturer: await text('manufacturer'),
    product: await text('product'),
    serial: await text('serial'),
    interface: stillImage,
  };
  const numbers = [device.busNumber, device.address, device.vendorId, device.productId];
  return numbers.some(Number.isNaN) ? null : device;
}

async function stillImageOf(folder: string, port: string): Promise<StillImageInterface | null> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${port}:`)).sort();
  for (const name of names) {
    const found = await stillImage(join(folder, name));
    if (found !== null) return found;
  }
  return null;
}

/** Class 6/1/1, or a vendor's own class whose interface calls itself MTP (older Android); with exactly its three endpoints. */
async function stillImage(folder: string): Promise<StillImageInterface | null> {
  const text = (name: string): Promise<string | null> => attribute(join(folder, name));
  const classes = ['bInterfaceClass', 'bInterfaceSubClass', 'bInterfaceProtocol'].map(text);
  const name = await text('interface');
  const kind = (await Promise.all(classes)).join('/');
  if (kind !== STILL_IMAGE && !(kind.startsWith('ff/') && name?.includes('MTP') === true)) return null;
  const endpoints = await Promise.all(
    (await readdir(folder))
      .filter((entry) => /^ep_[0-9a-f]{2}$/.test(entry))
      .map((entry) => endpoint(join(folder, entry))),
  );
  const one = (type: string, direction: string): Endpoint | undefined =>
    endpoints.find((e) => e.type === type && e.direction === direction);
  const [bulkIn, bulkOut, interruptIn] = [one('Bulk', 'in'), one('Bulk', 'out'), one('Interrupt', 'in')];
  if (endpoints.length !== 3 || bulkIn === undefined || bulkOut === undefined || interruptIn === undefined) return null;
  return {
    number: Number.parseInt((await text('bInterfaceNumber')) ?? '', 16),
    name,
    bulkIn: bulkIn.address,
    bulkOut: bulkOut.address,
    interruptIn: interruptIn.address,
    maxPacket: bulkIn.maxPacket,
  };
}

interface Endpoint {
  readonly address: number;
  readonly type: string | null;
  readonly direction: string | null;
  readonly maxPacket: number;
}

async function endpoint(folder: string): Promise<Endpoint> {
  const text = (name: string): Promise<string | null> => attribute(join(folder, name));
  return {
    address: Number.parseInt((await text('bEndpointAddress')) ?? '', 16),
    type: await text('type'),
    direction: await text('direction'),
    maxPacket: Number.parseInt((await text('wMaxPacketSize')) ?? '', 16),
  };
}

/** Null for an attribute that is not there or empty. */
const attribute = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').then(
    (content) => content.trim() || null,
    () => null,
  );
