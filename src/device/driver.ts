/** How a driver is offered what stands in a slot, and says whether it is a camera of its kind. */
import type { Camera } from './camera.js';
import type { UsbDevice } from './usb/usb-device.js';
import type { UsbHost } from './usb/usb-host.js';

/** What every candidate says of where it stands. */
interface Place {
  /** Where it can be read: the root of a volume; for any other device the slot again. */
  readonly root: string;
  /** The dock slot: the USB port path for what hangs on USB (`usb:3-1.4`), else the place it is mounted at (`dir:/media/a`). */
  readonly slot: string;
  /** Volume label where the kernel knows it, else the name of the mount folder; a USB device's product name. */
  readonly label: string | null;
  /** `fs-uuid:…` where known. */
  readonly mediumHint: string | null;
  readonly fileSystem: string | null;
  readonly readOnly: boolean | null;
}

/** A file system that is mounted. */
export interface VolumeCandidate extends Place {
  readonly kind: 'volume';
}

/** A USB interface that speaks PTP or MTP. */
export interface UsbCandidate extends Place {
  readonly kind: 'usb';
  readonly device: UsbDevice;
  /** Whether the custodian said that devices of this kind may be read although no profile describes them. */
  readonly confirmed: boolean;
}

/** A device in the host mode of GA/T 947.4: it can be talked to, and is not yet a volume. */
export interface VendorHostCandidate extends Place {
  readonly kind: 'vendor-host';
  readonly vendorId: number;
  readonly productId: number;
  /** The product string, where it can be read. */
  readonly product: string | null;
}

export type DockCandidate = VolumeCandidate | UsbCandidate | VendorHostCandidate;

export type Recognition =
  | {
      readonly recognised: true;
      readonly profile: string;
      /** Why, for the log: `PARAM.INI with [ZFY]`. */ readonly because: string;
      /** Higher wins. */ readonly specificity: number;
    }
  | { readonly recognised: false; readonly reason: string };

export interface CameraDriver {
  readonly id: string;
  /** Looks at as little as it needs. A candidate that is not recognised is never read further. */
  recognise(candidate: DockCandidate): Promise<Recognition>;
  /** @throws DeviceError when the camera cannot be opened or is no longer what was recognised. */
  open(candidate: DockCandidate, profile: string): Promise<Camera>;
  /**
   * The same driver with another way to USB devices: `bwc device record` listens there to what it asks. A driver that reads
   * volumes only has none.
   */
  over?(host: UsbHost): CameraDriver;
}
