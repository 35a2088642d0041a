/** USB devices that QEMU can give the guest: the same description plugs them at boot and while it runs. */
import type { Json } from './qmp.js';

export interface UsbDevice {
  readonly id: string;
  /** QEMU objects and block nodes it needs, in the order in which they must be made. */
  readonly objects: readonly Json[];
  readonly blockNodes: readonly Json[];
  readonly device: Json;
}

interface Plug {
  readonly id: string;
  /** Port of the host controller, 1 to 8. */
  readonly port: number;
  readonly serial: string;
}

export interface UsbStick extends Plug {
  readonly image: string;
  /** As slow as a real card reader: leaves time to pull it out in the middle. */
  readonly bytesPerSecond?: number;
  /** The same for what is written only. */
  readonly writtenPerSecond?: number;
}

/** A mass-storage device over an image. QEMU may write to it: whether anything did is for the test to see. */
export function usbStorage({ id, port, serial, image, bytesPerSecond, writtenPerSecond }: UsbStick): UsbDevice {
  const file = { driver: 'raw', 'node-name': `${id}-disk`, file: { driver: 'file', filename: image } };
  const limits = { 'bps-total': bytesPerSecond, 'bps-write': writtenPerSecond };
  const limit = { 'qom-type': 'throttle-group', id: `${id}-limit`, limits };
  const slow = { driver: 'throttle', 'node-name': `${id}-slow`, 'throttle-group': `${id}-limit`, file: `${id}-disk` };
  const isSlow = (bytesPerSecond ?? writtenPerSecond) !== undefined;
  return {
    id,
    objects: isSlow ? [limit] : [],
    blockNodes: isSlow ? [file, slow] : [file],
    device: {
      driver: 'usb-storage',
      id,
      bus: 'xhci.0',
      port: String(port),
      serial,
      removable: true,
      drive: isSlow ? `${id}-slow` : `${id}-disk`,
    },
  };
}

export interface UsbMtp extends Plug {
  /** The folder whose files the responder shows. */
  readonly rootdir: string;
  readonly description: string;
  /** Where every packet is written, as Wireshark's usbmon captures are. */
  readonly pcap: string;
}

/** QEMU's own MTP responder (hw/usb/dev-mtp.c), read-only. */
export const usbMtp = ({ id, port, serial, rootdir, description, pcap }: UsbMtp): UsbDevice => ({
  id,
  objects: [],
  blockNodes: [],
  device: { driver: 'usb-mtp', id, bus: 'xhci.0', port: String(port), serial, rootdir, desc: description, pcap },
});
