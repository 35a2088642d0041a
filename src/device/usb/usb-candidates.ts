/** USB devices as dock candidates. */
import type { UsbCandidate } from '../driver.js';
import { scanUsb } from './scan-usb.js';
import { usbId } from './usb-device.js';

/** @param confirmed USB ids (`vvvv:pppp`) the custodian takes for cameras */
export async function scanCameras(confirmed: readonly string[], devices?: string): Promise<UsbCandidate[]> {
  return (await scanUsb(devices)).map((device) => {
    const slot = `usb:${device.port}`;
    return {
      kind: 'usb',
      root: slot,
      slot,
      label: device.product,
      mediumHint: null,
      fileSystem: null,
      readOnly: null,
      device,
      confirmed: confirmed.includes(usbId(device)),
    };
  });
}
