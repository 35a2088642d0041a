/**
 * A claimed USB still-image interface, reduced to what a reader needs. The lowest seam of the SDK: node-usb stands behind
 * it on a station, a packet-level responder in tests. No method rejects: a transfer that failed still says how many bytes came.
 */
export type TransferStatus =
  | 'ok'
  /** The endpoint is halted until `clearHalt`. */
  | 'stall'
  | 'timeout'
  /** The device sent more than was asked for (babble). What arrived is not to be trusted. */
  | 'overflow'
  /** Unplugged. Every later transfer says the same. */
  | 'gone'
  /** Ended by `cancelBulkIn` or `close`. */
  | 'cancelled'
  /** The kernel has no memory left for the transfer; nothing was moved. */
  | 'noMemory'
  | 'error';

export interface TransferResult {
  readonly status: TransferStatus;
  /** Bytes that were really moved, whatever the status. */
  readonly bytes: number;
}

export interface ControlSetup {
  /** bmRequestType without the direction bit. */
  readonly type: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

export type PipeEndpoint = 'bulkIn' | 'bulkOut' | 'interruptIn';

export interface UsbPipe {
  /** Bytes of a full packet on bulk IN: 64, 512 or 1024. A shorter packet ends a transfer. */
  readonly maxPacket: number;
  readonly interfaceNumber: number;
  /** One container whole. */
  bulkOut(bytes: Uint8Array, timeoutMs: number): Promise<TransferResult>;
  /**
   * Ends when `into` is full or a short packet came. Its length must be a multiple of `maxPacket`. Several may be under
   * way; they are served in the order they were asked for.
   */
  bulkIn(into: Uint8Array, timeoutMs: number): Promise<TransferResult>;
  /** Ends every `bulkIn` under way with `cancelled` and what it has, so that none takes what a later transfer asked for. */
  cancelBulkIn(): Promise<void>;
  interruptIn(into: Uint8Array, timeoutMs: number): Promise<TransferResult>;
  controlIn(setup: ControlSetup, into: Uint8Array, timeoutMs: number): Promise<TransferResult>;
  controlOut(setup: ControlSetup, bytes: Uint8Array, timeoutMs: number): Promise<TransferResult>;
  clearHalt(endpoint: PipeEndpoint): Promise<TransferStatus>;
  /** A reset of the USB port. The session on the device is gone afterwards, and perhaps the device. */
  reset(): Promise<TransferStatus>;
  /** Cancels what is under way, waits until it is over, gives the interface free. Twice is fine. */
  close(): Promise<void>;
}
