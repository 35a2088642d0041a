/** Finds devices in a vendor's host mode by their USB id, in sysfs alone: none is opened. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VendorHostCandidate } from '../driver.js';
import { vendorHostCandidate } from '../vendor-host/host-candidate.js';
import { USB_DEVICES, USB_PORT } from './scan-usb.js';

/**
 * In order of port. A device that goes away while it is looked at is left out.
 * @param ids `[idVendor, idProduct]` of each device that speaks the interface
 */
export async function scanUsbIds(
  ids: readonly (readonly [number, number])[],
  devices = USB_DEVICES,
): Promise<VendorHostCandidate[]> {
  const ports = (await readdir(devices).catch(() => [])).filter((name) => USB_PORT.test(name)).sort();
  const found: VendorHostCandidate[] = [];
  for (const port of ports) {
    const text = (name: string): Promise<string> => readFile(join(devices, port, name), 'utf8').catch(() => '');
    const vendorId = Number.parseInt(await text('idVendor'), 16);
    const productId = Number.parseInt(await text('idProduct'), 16);
    if (!ids.some(([vendor, product]) => vendor === vendorId && product === productId)) continue;
    const product = (await text('product')).trim() || null;
    found.push(vendorHostCandidate({ slot: `usb:${port}`, vendorId, productId, product }));
  }
  return found;
}
