/** What USB itself says of a virtual camera, before any transfer. */
import type { UsbCandidate } from '../../driver.js';
import type { StillImageInterface, UsbDevice } from '../../usb/usb-device.js';
import { ENDPOINT_ADDRESS } from './class-requests.js';
import type { Knobs } from './knobs.js';

export interface VirtualUsbOptions {
  /** Default `1-4`. */
  readonly port?: string;
  /** Default: 1209:0001, which pid.codes keeps for tests. */
  readonly vendorId?: number;
  readonly productId?: number;
  readonly release?: number;
  readonly manufacturer?: string | null;
  readonly product?: string | null;
  /** Default: the serial number that MTP tells. */
  readonly serial?: string | null;
}

export interface VirtualUsbDevice extends UsbDevice {
  readonly interface: StillImageInterface & {
    readonly class: number;
    readonly subclass: number;
    readonly protocol: number;
  };
}

export const VIRTUAL_MAKE = { manufacturer: 'Virtual', model: 'Body camera', deviceVersion: '1.0.0' } as const;

export const usbFacts = (
  options: VirtualUsbOptions,
  { maxPacket }: Knobs,
  serial: string,
  address: number,
): VirtualUsbDevice => ({
  port: '1-4',
  busNumber: 1,
  address,
  vendorId: 0x1209,
  productId: 0x0001,
  release: 0x0100,
  manufacturer: VIRTUAL_MAKE.manufacturer,
  product: VIRTUAL_MAKE.model,
  serial,
  ...options,
  interface: { number: 0, name: 'MTP', maxPacket, class: 6, subclass: 1, protocol: 1, ...ENDPOINT_ADDRESS },
});

/** As a rescan offers it; of a kind the custodian has confirmed. */
export const usbCandidate = (device: UsbDevice): UsbCandidate => ({
  kind: 'usb',
  root: `usb:${device.port}`,
  slot: `usb:${device.port}`,
  label: device.product,
  mediumHint: null,
  fileSystem: null,
  readOnly: null,
  device,
  confirmed: true,
});
