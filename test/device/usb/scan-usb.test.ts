import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanUsb } from '../../../src/device/usb/scan-usb.js';
import { scanCameras } from '../../../src/device/usb/usb-candidates.js';

type Tree = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A sysfs with these folders and attributes. */
function sysfs(tree: Tree): string {
  const root = mkdtempSync(join(tmpdir(), 'bwc-sysfs-'));
  for (const [folder, attributes] of Object.entries(tree)) {
    mkdirSync(join(root, folder), { recursive: true });
    for (const [name, value] of Object.entries(attributes)) writeFileSync(join(root, folder, name), `${value}\n`);
  }
  return root;
}

const DEVICE = {
  busnum: '3',
  devnum: '17',
  idVendor: '46f4',
  idProduct: '0004',
  bcdDevice: '0100',
  manufacturer: 'QEMU',
  product: '执法记录仪 Z1',
  serial: 'CAM0001',
};
const STILL_IMAGE = {
  bInterfaceNumber: '00',
  bInterfaceClass: '06',
  bInterfaceSubClass: '01',
  bInterfaceProtocol: '01',
};
const BULK_IN = { bEndpointAddress: '81', type: 'Bulk', direction: 'in', wMaxPacketSize: '0200' };
const BULK_OUT = { bEndpointAddress: '02', type: 'Bulk', direction: 'out', wMaxPacketSize: '0200' };
const EVENTS = { bEndpointAddress: '83', type: 'Interrupt', direction: 'in', wMaxPacketSize: '001c' };

const camera = (port: string, device: Readonly<Record<string, string>> = DEVICE, face: object = STILL_IMAGE): Tree => ({
  [port]: device,
  [`${port}/${port}:1.0`]: { ...face },
  [`${port}/${port}:1.0/ep_81`]: BULK_IN,
  [`${port}/${port}:1.0/ep_02`]: BULK_OUT,
  [`${port}/${port}:1.0/ep_83`]: EVENTS,
});

describe('a look at the USB devices', () => {
  it('finds a still-image interface and says what its descriptors say', async () => {
    expect(await scanUsb(sysfs(camera('3-1.4')))).toEqual([
      {
        port: '3-1.4',
        busNumber: 3,
        address: 17,
        vendorId: 0x46f4,
        productId: 4,
        release: 0x100,
        manufacturer: 'QEMU',
        product: '执法记录仪 Z1',
        serial: 'CAM0001',
        interface: { number: 0, name: null, bulkIn: 0x81, bulkOut: 2, interruptIn: 0x83, maxPacket: 512 },
      },
    ]);
  });

  it('finds an interface of a vendor class that calls itself MTP, beside others of the same device', async () => {
    const adb = { bInterfaceNumber: '00', bInterfaceClass: 'ff', bInterfaceSubClass: '42', bInterfaceProtocol: '01' };
    const mtp = { bInterfaceNumber: '01', bInterfaceClass: 'ff', bInterfaceSubClass: 'ff', bInterfaceProtocol: '00' };
    const root = sysfs({
      '1-2': DEVICE,
      '1-2/1-2:1.0': { ...adb, interface: 'ADB Interface' },
      '1-2/1-2:1.1': { ...mtp, interface: 'MTP' },
      '1-2/1-2:1.1/ep_81': BULK_IN,
      '1-2/1-2:1.1/ep_02': BULK_OUT,
      '1-2/1-2:1.1/ep_83': EVENTS,
    });
    expect((await scanUsb(root)).map((d) => d.interface)).toMatchObject([{ number: 1, name: 'MTP' }]);
  });

  it('leaves out hubs, disks, an interface without its three endpoints, and devices that cannot be read', async () => {
    const disk = { bInterfaceNumber: '00', bInterfaceClass: '08', bInterfaceSubClass: '06', bInterfaceProtocol: '50' };
    const twoEndpoints = Object.fromEntries(Object.entries(camera('1-4')).filter(([name]) => !name.endsWith('ep_83')));
    const root = sysfs({
      usb1: DEVICE,
      '1-0:1.0': {},
      ...camera('1-3', DEVICE, disk),
      ...twoEndpoints,
      ...camera('1-5', { busnum: '1' }),
    });
    expect(await scanUsb(root)).toEqual([]);
    expect(await scanUsb('/nowhere')).toEqual([]);
  });

  it('makes each a candidate in the slot of its port, two with one serial included', async () => {
    const root = sysfs({ ...camera('3-1.4'), ...camera('3-1.5', { ...DEVICE, devnum: '18' }) });
    const candidates = await scanCameras(['46f4:0004'], root);
    expect(candidates.map(({ slot, confirmed }) => [slot, confirmed])).toEqual([
      ['usb:3-1.4', true],
      ['usb:3-1.5', true],
    ]);
    expect((await scanCameras([], root)).every(({ confirmed }) => !confirmed)).toBe(true);
  });

  it('names what an unnamed device does not say as unknown', async () => {
    const unnamed = { ...DEVICE, manufacturer: '', product: '', serial: '' };
    expect(await scanUsb(sysfs(camera('2-1', unnamed)))).toMatchObject([
      { manufacturer: null, product: null, serial: null },
    ]);
  });
});
