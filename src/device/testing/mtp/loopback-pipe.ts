/** A `UsbPipe` whose other end is in the same process. It keeps the rules of packets, so that framing errors are real. */
import type { ControlSetup, PipeEndpoint, TransferResult, TransferStatus, UsbPipe } from '../../usb/pipe.js';
import type { InAnswer, OutAnswer, PacketEndpointHost } from './packet-endpoint-host.js';
import { type Transfer, TransferQueue } from './transfer-queue.js';
import type { DeviceTiming } from './virtual-timing.js';

type Progress = TransferStatus | 'waits';

/** Takes one packet into a transfer. A packet that does not fit is babble: what fits is there, the rest is lost. */
function takePacket(answer: InAnswer, transfer: Transfer): Progress | 'packet' {
  if (answer === 'nak') return 'waits';
  if (answer === 'stall') return 'stall';
  const space = transfer.buffer.length - transfer.bytes;
  const fits = answer.length <= space;
  transfer.buffer.set(fits ? answer : answer.subarray(0, space), transfer.bytes);
  transfer.bytes += Math.min(answer.length, space);
  return fits ? 'packet' : 'overflow';
}

export class LoopbackPipe implements UsbPipe {
  readonly maxPacket: number;
  readonly interfaceNumber: number;
  readonly #host: PacketEndpointHost;
  readonly #bulkOut: TransferQueue;
  readonly #bulkIn: TransferQueue;
  readonly #interrupt: TransferQueue;
  readonly #control: TransferQueue;
  readonly #queues: readonly TransferQueue[];
  readonly #detach: () => void;
  /** What the pending control request does; one at a time, as on the real endpoint. */
  readonly #controls = new WeakMap<Uint8Array, (transfer: Transfer) => Progress>();
  /** Why nothing can be transferred any more. */
  #over: 'gone' | 'cancelled' | null = null;

  constructor(host: PacketEndpointHost, timing: DeviceTiming) {
    this.#host = host;
    this.maxPacket = host.maxPacket;
    this.interfaceNumber = host.interfaceNumber;
    this.#bulkOut = new TransferQueue(timing, (transfer) => sent(host.takeBulkOut(transfer.buffer), transfer));
    this.#bulkIn = new TransferQueue(timing, (transfer) => this.#readBulk(transfer));
    this.#interrupt = new TransferQueue(timing, (transfer) => {
      const progress = takePacket(host.nextInterruptIn(), transfer);
      return progress === 'packet' ? 'ok' : progress;
    });
    this.#control = new TransferQueue(timing, (transfer) => this.#controls.get(transfer.buffer)?.(transfer) ?? 'error');
    this.#queues = [this.#bulkOut, this.#bulkIn, this.#interrupt, this.#control];
    this.#detach = host.attach({
      wake: () => {
        for (const queue of this.#queues) queue.serve();
      },
      gone: () => {
        this.#end('gone');
      },
    });
  }

  /** Transfers under way on all endpoints. */
  get pendingTransfers(): number {
    return this.#queues.reduce((sum, queue) => sum + queue.length, 0);
  }

  bulkOut(bytes: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return this.#submit(this.#bulkOut, bytes, timeoutMs);
  }

  /** @throws RangeError for a length that a real controller would answer with babble */
  bulkIn(into: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    if (into.length === 0 || into.length % this.maxPacket !== 0) {
      throw new RangeError(`a bulk-IN buffer of ${String(into.length)} bytes is no multiple of the packet size`);
    }
    return this.#submit(this.#bulkIn, into, timeoutMs);
  }

  cancelBulkIn(): Promise<void> {
    this.#bulkIn.endAll('cancelled');
    return Promise.resolve();
  }

  interruptIn(into: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return this.#submit(this.#interrupt, into, timeoutMs);
  }

  controlIn(setup: ControlSetup, into: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    // A view of its own: the same buffer may be asked into twice.
    const buffer = into.subarray();
    this.#controls.set(buffer, (transfer) => {
      const answer = this.#host.controlIn(setup);
      const progress = takePacket(typeof answer === 'string' ? answer : answer.subarray(0, into.length), transfer);
      return progress === 'packet' ? 'ok' : progress;
    });
    return this.#submit(this.#control, buffer, timeoutMs);
  }

  controlOut(setup: ControlSetup, bytes: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    const buffer = bytes.subarray();
    this.#controls.set(buffer, (transfer) => sent(this.#host.controlOut(setup, bytes), transfer));
    return this.#submit(this.#control, buffer, timeoutMs);
  }

  clearHalt(endpoint: PipeEndpoint): Promise<TransferStatus> {
    return Promise.resolve(this.#over ?? this.#host.clearHalt(endpoint));
  }

  reset(): Promise<TransferStatus> {
    if (this.#over !== null) return Promise.resolve(this.#over);
    for (const queue of this.#queues) queue.endAll('cancelled');
    return Promise.resolve(this.#host.reset());
  }

  async close(): Promise<void> {
    this.#end('cancelled');
    // Cancelling is a request: on a real bus the last completion comes a turn later.
    await new Promise((resolve) => setImmediate(resolve));
  }

  #submit(queue: TransferQueue, buffer: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return this.#over === null ? queue.submit(buffer, timeoutMs) : Promise.resolve({ status: this.#over, bytes: 0 });
  }

  #readBulk(transfer: Transfer): Progress {
    for (;;) {
      const answer = this.#host.nextBulkIn();
      const progress = takePacket(answer, transfer);
      if (progress !== 'packet') return progress;
      if (answer.length < this.maxPacket || transfer.bytes === transfer.buffer.length) return 'ok';
    }
  }

  #end(why: 'gone' | 'cancelled'): void {
    if (this.#over !== null) return;
    this.#over = why;
    this.#detach();
    for (const queue of this.#queues) queue.endAll(why);
  }
}

function sent(answer: OutAnswer, transfer: Transfer): Progress {
  if (answer === 'nak') return 'waits';
  if (answer === 'ok') transfer.bytes = transfer.buffer.length;
  return answer;
}
