/** A device played back from a transcript. Whoever asks something else than was asked then is told so at once. */
import type { ControlSetup, PipeEndpoint, TransferResult, TransferStatus, UsbPipe } from '../../usb/pipe.js';
import type { TranscriptEntry } from '../../mtp/transcript/transcript.js';

export class ReplayPipe implements UsbPipe {
  readonly maxPacket: number;
  readonly interfaceNumber: number;
  readonly #entries: TranscriptEntry[];
  #closed = false;

  /** @throws Error for a transcript that does not begin with its pipe */
  constructor(entries: readonly TranscriptEntry[]) {
    const [first, ...rest] = entries;
    if (first?.do !== 'open') throw new Error('a transcript begins with the pipe it was taken from');
    this.maxPacket = first.maxPacket;
    this.interfaceNumber = first.interfaceNumber;
    this.#entries = rest;
  }

  /** Entries nobody has asked for yet. */
  get left(): number {
    return this.#entries.length;
  }

  bulkOut(bytes: Uint8Array): Promise<TransferResult> {
    return this.#play('out', ({ sent, status, bytes: count }) => {
      same(sent, base64(bytes), 'a command');
      return { status, bytes: count };
    });
  }

  bulkIn(into: Uint8Array): Promise<TransferResult> {
    return this.#play('bulkIn', (entry) => give(entry, into));
  }

  interruptIn(into: Uint8Array): Promise<TransferResult> {
    return this.#play('interruptIn', (entry) => give(entry, into));
  }

  controlIn(setup: ControlSetup, into: Uint8Array): Promise<TransferResult> {
    return this.#play('controlIn', (entry) => {
      same(JSON.stringify(entry.setup), JSON.stringify(setup), 'a control request');
      return give(entry, into);
    });
  }

  controlOut(setup: ControlSetup, bytes: Uint8Array): Promise<TransferResult> {
    return this.#play('controlOut', (entry) => {
      same(JSON.stringify(entry.setup), JSON.stringify(setup), 'a control request');
      same(entry.sent, base64(bytes), 'a control request');
      return { status: entry.status, bytes: entry.bytes };
    });
  }

  clearHalt(endpoint: PipeEndpoint): Promise<TransferStatus> {
    return this.#play('clearHalt', (entry) => {
      same(entry.endpoint, endpoint, 'an endpoint');
      return entry.status;
    });
  }

  reset(): Promise<TransferStatus> {
    return this.#play('reset', ({ status }) => status);
  }

  cancelBulkIn(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }

  #play<K extends TranscriptEntry['do'], T>(
    what: K,
    answer: (entry: Extract<TranscriptEntry, { do: K }>) => T,
  ): Promise<T> {
    const entry = this.#entries.shift();
    if (this.#closed || entry?.do !== what) {
      return Promise.reject(new Error(`the transcript has ${entry?.do ?? 'ended'}, and ${what} was asked`));
    }
    return Promise.resolve(answer(entry as Extract<TranscriptEntry, { do: K }>));
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function same(recorded: string, asked: string, what: string): void {
  if (recorded !== asked) throw new Error(`${what} differs from the transcript's`);
}

function give(
  { asked, status, got }: { asked: number; status: TransferStatus; got: string },
  into: Uint8Array,
): TransferResult {
  same(String(asked), String(into.length), 'the size of a buffer');
  const bytes = Buffer.from(got, 'base64');
  into.set(bytes);
  return { status, bytes: bytes.length };
}
