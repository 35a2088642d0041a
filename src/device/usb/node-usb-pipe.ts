/** A claimed interface through node-usb's own transfers, whose callbacks say how many bytes came whatever the outcome. */
import { promisify } from 'node:util';
import { type Device, type Endpoint, type Interface, usb } from 'usb';
import type { ControlSetup, PipeEndpoint, TransferResult, TransferStatus, UsbPipe } from './pipe.js';
import type { StillImageInterface } from './usb-device.js';

interface UsbError extends Error {
  readonly errno: number;
}

const TO_HOST = 0x80;
const SETUP_BYTES = usb.LIBUSB_CONTROL_SETUP_SIZE;
/** Of libusb's own. */
const NO_TIMEOUT = 0;

/** Codes of a transfer that ended, then those of calls that never became one. */
const STATUS: ReadonlyMap<number, TransferStatus> = new Map([
  [usb.LIBUSB_TRANSFER_TIMED_OUT, 'timeout'],
  [usb.LIBUSB_TRANSFER_CANCELLED, 'cancelled'],
  [usb.LIBUSB_TRANSFER_STALL, 'stall'],
  [usb.LIBUSB_TRANSFER_NO_DEVICE, 'gone'],
  [usb.LIBUSB_TRANSFER_OVERFLOW, 'overflow'],
  [usb.LIBUSB_ERROR_TIMEOUT, 'timeout'],
  [usb.LIBUSB_ERROR_PIPE, 'stall'],
  [usb.LIBUSB_ERROR_NO_DEVICE, 'gone'],
  [usb.LIBUSB_ERROR_NOT_FOUND, 'gone'],
  [usb.LIBUSB_ERROR_OVERFLOW, 'overflow'],
  [usb.LIBUSB_ERROR_NO_MEM, 'noMemory'],
]);

export class NodeUsbPipe implements UsbPipe {
  readonly maxPacket: number;
  readonly interfaceNumber: number;
  readonly #endpoints: Readonly<Record<PipeEndpoint, Endpoint>>;
  readonly #pending = new Map<
    () => void,
    { readonly ended: Promise<unknown>; readonly endpoint: PipeEndpoint | 'control' }
  >();
  #closing: Promise<void> | null = null;

  constructor(
    private readonly device: Device,
    private readonly claimed: Interface,
    { number, maxPacket, bulkIn, bulkOut, interruptIn }: StillImageInterface,
  ) {
    this.maxPacket = maxPacket;
    this.interfaceNumber = number;
    this.#endpoints = {
      bulkIn: this.#endpoint(bulkIn),
      bulkOut: this.#endpoint(bulkOut),
      interruptIn: this.#endpoint(interruptIn),
    };
  }

  bulkOut(bytes: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return this.#transfer('bulkOut', asBuffer(bytes), timeoutMs);
  }

  bulkIn(into: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return this.#transfer('bulkIn', asBuffer(into), timeoutMs);
  }

  interruptIn(into: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return this.#transfer('interruptIn', asBuffer(into), timeoutMs);
  }

  async cancelBulkIn(): Promise<void> {
    await this.#cancel('bulkIn');
  }

  async controlIn(setup: ControlSetup, into: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    const packet = setupPacket(setup, setup.type | TO_HOST, into.length);
    const { status, bytes } = await this.#control(packet, timeoutMs);
    into.set(packet.subarray(SETUP_BYTES, SETUP_BYTES + bytes));
    return { status, bytes };
  }

  controlOut(setup: ControlSetup, bytes: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    const packet = setupPacket(setup, setup.type & ~TO_HOST, bytes.length);
    packet.set(bytes, SETUP_BYTES);
    return this.#control(packet, timeoutMs);
  }

  clearHalt(endpoint: PipeEndpoint): Promise<TransferStatus> {
    return new Promise((resolve) => {
      this.#endpoints[endpoint].clearHalt((error) => {
        resolve(statusOf(error));
      });
    });
  }

  reset(): Promise<TransferStatus> {
    return new Promise((resolve) => {
      this.device.reset((error) => {
        resolve(statusOf(error));
      });
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // node-usb refuses to close a device with a transfer under way.
    await this.#cancel();
    const release = promisify((done: (error?: Error) => void) => {
      this.claimed.release(done);
    });
    // A device that is gone can be neither released nor closed, and need not be.
    await release().catch(() => undefined);
    try {
      this.device.close();
    } catch {
      // see above
    }
  }

  async #cancel(only?: PipeEndpoint): Promise<void> {
    const mine = [...this.#pending].filter(([, { endpoint }]) => only === undefined || endpoint === only);
    for (const [cancel] of mine) cancel();
    await Promise.all(mine.map(([, { ended }]) => ended));
  }

  #transfer(endpoint: PipeEndpoint, buffer: Buffer, timeoutMs: number): Promise<TransferResult> {
    const { address, transferType } = this.#endpoints[endpoint];
    return this.#submit(endpoint, address, transferType, buffer, timeoutMs);
  }

  #control(packet: Buffer, timeoutMs: number): Promise<TransferResult> {
    return this.#submit('control', 0, usb.LIBUSB_TRANSFER_TYPE_CONTROL, packet, timeoutMs);
  }

  /**
   * Time is kept here: libusb looks at its own time-outs only when something else wakes it, which under node-usb 2.18.0 took
   * up to 60 s, whatever had been asked for.
   */
  #submit(
    endpoint: PipeEndpoint | 'control',
    address: number,
    type: number,
    buffer: Buffer,
    timeoutMs: number,
  ): Promise<TransferResult> {
    if (this.#closing !== null) return Promise.resolve({ status: 'cancelled', bytes: 0 });
    let cancel: () => void = () => undefined;
    let late = false;
    const ended = new Promise<TransferResult>((resolve) => {
      try {
        const transfer = new usb.Transfer(this.device, address, type, NO_TIMEOUT, (error, _buffer, bytes) => {
          const status = statusOf(error);
          resolve({ status: late && status === 'cancelled' ? 'timeout' : status, bytes });
        });
        transfer.submit(buffer);
        cancel = () => {
          transfer.cancel();
        };
      } catch (error) {
        resolve({ status: statusOf(error), bytes: 0 });
      }
    }).finally(() => {
      clearTimeout(timer);
      this.#pending.delete(cancel);
    });
    const timer = setTimeout(() => {
      late = true;
      cancel();
    }, timeoutMs);
    this.#pending.set(cancel, { ended, endpoint });
    return ended;
  }

  #endpoint(address: number): Endpoint {
    const endpoint = this.claimed.endpoint(address);
    if (endpoint === undefined) throw new Error(`the interface has no endpoint ${String(address)}`);
    return endpoint;
  }
}

/** The eight bytes of a request (USB 2.0, 9.3) with room behind them for its data. */
function setupPacket({ request, value, index }: ControlSetup, type: number, dataBytes: number): Buffer {
  const packet = Buffer.alloc(SETUP_BYTES + dataBytes);
  packet.writeUInt8(type, 0);
  packet.writeUInt8(request, 1);
  packet.writeUInt16LE(value, 2);
  packet.writeUInt16LE(index, 4);
  packet.writeUInt16LE(dataBytes, 6);
  return packet;
}

/** The same memory: what is read must land where the caller wants it. */
const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function statusOf(error: unknown): TransferStatus {
  if (error === undefined || error === null) return 'ok';
  return STATUS.get((error as UsbError).errno) ?? 'error';
}
