/** How a driver is offered what stands in a slot, and says whether it is a camera of its kind. */
import type { Camera } from './camera.js';

/** Something that appeared in a dock slot. More kinds (USB interfaces) join as drivers for them do. */
export interface VolumeCandidate {
  readonly kind: 'volume';
  /** Where the volume's root can be read. */
  readonly root: string;
  /** The dock slot: the USB port path for a block device (`usb:3-1.4`), else the place it is mounted at (`dir:/media/a`). */
  readonly slot: string;
  /** Volume label where the kernel knows it, else the name of the mount folder. */
  readonly label: string | null;
  /** `fs-uuid:…` where known. */
  readonly mediumHint: string | null;
  readonly fileSystem: string | null;
  readonly readOnly: boolean | null;
}

export type DockCandidate = VolumeCandidate;

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
}
