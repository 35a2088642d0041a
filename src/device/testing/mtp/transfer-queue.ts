/** Transfers of one endpoint, served in the order they were asked for. */
import type { TransferResult, TransferStatus } from '../../usb/pipe.js';
import type { DeviceTiming } from './virtual-timing.js';

export interface Transfer {
  /** Filled on the way in, sent on the way out. */
  readonly buffer: Uint8Array;
  /** Moved so far. */
  bytes: number;
}

interface Waiting extends Transfer {
  readonly resolve: (result: TransferResult) => void;
  stopTimer: (() => void) | null;
}

export class TransferQueue {
  readonly #timing: DeviceTiming;
  readonly #advance: (transfer: Transfer) => TransferStatus | 'waits';
  readonly #waiting: Waiting[] = [];
  #serving = false;
  #again = false;

  /** `advance` moves what can be moved, and says how the transfer ended or that it waits. */
  constructor(timing: DeviceTiming, advance: (transfer: Transfer) => TransferStatus | 'waits') {
    this.#timing = timing;
    this.#advance = advance;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** @param timeoutMs 0 waits for ever, as libusb has it */
  submit(buffer: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return new Promise((resolve) => {
      const transfer: Waiting = { buffer, bytes: 0, resolve, stopTimer: null };
      this.#waiting.push(transfer);
      this.serve();
      if (timeoutMs > 0 && this.#waiting.includes(transfer)) {
        transfer.stopTimer = this.#timing.after(timeoutMs, () => {
          this.#end(transfer, 'timeout');
        });
      }
    });
  }

  serve(): void {
    // The device may wake the line while it is being asked; then it is asked once more, not from within.
    this.#again = true;
    if (this.#serving) return;
    this.#serving = true;
    while (this.#again) {
      this.#again = false;
      for (let head = this.#waiting[0]; head !== undefined; head = this.#waiting[0]) {
        const status = this.#advance(head);
        if (status === 'waits') break;
        this.#end(head, status);
      }
    }
    this.#serving = false;
  }

  endAll(status: TransferStatus): void {
    for (const transfer of [...this.#waiting]) this.#end(transfer, status);
  }

  #end(transfer: Waiting, status: TransferStatus): void {
    const at = this.#waiting.indexOf(transfer);
    // Ended already: the cable came out while it was served.
    if (at < 0) return;
    this.#waiting.splice(at, 1);
    transfer.stopTimer?.();
    transfer.resolve({ status, bytes: transfer.bytes });
  }
}
