/** A USB device with a still-image interface, as its descriptors describe it. */
export interface UsbDevice {
  /** The way through hubs to it (`3-1.4`): the same port gives the same path whatever is plugged in. */
  readonly port: string;
  readonly busNumber: number;
  /** Changes each time the device is enumerated anew. */
  readonly address: number;
  readonly vendorId: number;
  readonly productId: number;
  /** bcdDevice: the maker's release number, binary coded decimal. */
  readonly release: number;
  readonly manufacturer: string | null;
  readonly product: string | null;
  /** iSerial. Some makers give every device the same. */
  readonly serial: string | null;
  readonly interface: StillImageInterface;
}

export interface StillImageInterface {
  readonly number: number;
  readonly name: string | null;
  /** Endpoint addresses. */
  readonly bulkIn: number;
  readonly bulkOut: number;
  readonly interruptIn: number;
  /** Of bulk IN, bytes. */
  readonly maxPacket: number;
}

/** `46f4:0004`. */
export const usbId = ({ vendorId, productId }: Pick<UsbDevice, 'vendorId' | 'productId'>): string =>
  `${hex4(vendorId)}:${hex4(productId)}`;

const hex4 = (n: number): string => n.toString(16).padStart(4, '0');
