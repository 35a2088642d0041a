/** The device's end of the cable, packet by packet. What stands behind a `UsbPipe` that has no USB. */
import type { ControlSetup, PipeEndpoint, TransferStatus } from '../../usb/pipe.js';

/** A packet, a halted endpoint, or nothing yet: the transfer waits. */
export type InAnswer = Uint8Array | 'stall' | 'nak';
export type OutAnswer = 'ok' | 'stall' | 'nak';

/** What the device can do to the host's end. */
export interface HostLine {
  /** Something may have changed for a transfer that waits. Not to be called on the way to answering `nak`. */
  wake(): void;
  /** The cable is out. */
  gone(): void;
}

export interface PacketEndpointHost {
  readonly maxPacket: number;
  readonly interfaceNumber: number;
  /** Answers how to detach again. */
  attach(line: HostLine): () => void;
  takeBulkOut(bytes: Uint8Array): OutAnswer;
  /** The packet is the caller's to copy at once: its memory is used again for the next. */
  nextBulkIn(): InAnswer;
  nextInterruptIn(): InAnswer;
  controlIn(setup: ControlSetup): InAnswer;
  controlOut(setup: ControlSetup, bytes: Uint8Array): OutAnswer;
  clearHalt(endpoint: PipeEndpoint): TransferStatus;
  reset(): TransferStatus;
}
