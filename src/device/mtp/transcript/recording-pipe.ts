/** Writes down everything that goes over another pipe, in the order it was asked for. */
import type { ControlSetup, PipeEndpoint, TransferResult, TransferStatus, UsbPipe } from '../../usb/pipe.js';
import type { TranscriptEntry } from './transcript.js';

export class RecordingPipe implements UsbPipe {
  readonly maxPacket: number;
  readonly interfaceNumber: number;
  /** Entries in order; one whose transfer is still under way holds back those behind it. */
  readonly #open: { entry: TranscriptEntry | null }[] = [];

  constructor(
    private readonly pipe: UsbPipe,
    private readonly onEntry: (entry: TranscriptEntry) => void,
  ) {
    this.maxPacket = pipe.maxPacket;
    this.interfaceNumber = pipe.interfaceNumber;
    onEntry({ do: 'open', maxPacket: pipe.maxPacket, interfaceNumber: pipe.interfaceNumber });
  }

  bulkOut(bytes: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    const sent = base64(bytes);
    return this.#note(this.pipe.bulkOut(bytes, timeoutMs), (r) => ({ do: 'out', sent, ...r }));
  }

  bulkIn(into: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return this.#note(this.pipe.bulkIn(into, timeoutMs), (r) => ({ do: 'bulkIn', ...received(into, r) }));
  }

  interruptIn(into: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return this.#note(this.pipe.interruptIn(into, timeoutMs), (r) => ({ do: 'interruptIn', ...received(into, r) }));
  }

  controlIn(setup: ControlSetup, into: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    return this.#note(this.pipe.controlIn(setup, into, timeoutMs), (r) => ({
      do: 'controlIn',
      setup,
      ...received(into, r),
    }));
  }

  controlOut(setup: ControlSetup, bytes: Uint8Array, timeoutMs: number): Promise<TransferResult> {
    const sent = base64(bytes);
    return this.#note(this.pipe.controlOut(setup, bytes, timeoutMs), (r) => ({ do: 'controlOut', setup, sent, ...r }));
  }

  clearHalt(endpoint: PipeEndpoint): Promise<TransferStatus> {
    return this.#note(this.pipe.clearHalt(endpoint), (status) => ({ do: 'clearHalt', endpoint, status }));
  }

  reset(): Promise<TransferStatus> {
    return this.#note(this.pipe.reset(), (status) => ({ do: 'reset', status }));
  }

  cancelBulkIn(): Promise<void> {
    return this.pipe.cancelBulkIn();
  }

  close(): Promise<void> {
    return this.pipe.close();
  }

  async #note<T>(work: Promise<T>, entryOf: (result: T) => TranscriptEntry): Promise<T> {
    const place: { entry: TranscriptEntry | null } = { entry: null };
    this.#open.push(place);
    const result = await work;
    place.entry = entryOf(result);
    for (let first = this.#open[0]; first?.entry != null; first = this.#open[0]) {
      this.onEntry(first.entry);
      this.#open.shift();
    }
    return result;
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const received = (
  into: Uint8Array,
  { status, bytes }: TransferResult,
): { asked: number; status: TransferStatus; got: string } => ({
  asked: into.length,
  status,
  got: base64(into.subarray(0, bytes)),
});
