import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scanUsbIds } from '../../../src/device/usb/scan-usb-ids.js';
import { tempFolder } from '../support.js';

it('finds devices by their USB id, by port, and opens none', async () => {
  const devices = await tempFolder();
  const put = (port: string, attributes: Readonly<Record<string, string>>): void => {
    mkdirSync(join(devices, port));
    for (const [name, value] of Object.entries(attributes)) writeFileSync(join(devices, port, name), `${value}\n`);
  };
  put('3-2', { idVendor: '1209', idProduct: '0947', product: 'DV16 DEVICE V1.00' });
  put('3-1.4', { idVendor: '1209', idProduct: '0947' });
  put('3-1', { idVendor: '1209', idProduct: '0948' });
  put('3-1:1.0', { idVendor: '1209', idProduct: '0947' });
  put('3-3', {});
  const found = await scanUsbIds([[0x1209, 0x0947]], devices);
  expect(found.map(({ kind, slot, root, product }) => [kind, slot, root, product])).toEqual([
    ['vendor-host', 'usb:3-1.4', 'usb:3-1.4', null],
    ['vendor-host', 'usb:3-2', 'usb:3-2', 'DV16 DEVICE V1.00'],
  ]);
  expect(await scanUsbIds([[0x1209, 0x0947]], join(devices, 'nowhere'))).toEqual([]);
});
