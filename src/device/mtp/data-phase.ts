/** Where the payload of a data phase goes. Memory is asked for before each transfer, so that it lands where it is wanted. */
import { MtpFormatError } from './codec/format-error.js';

export interface DataPhase {
  /** The payload's size where the caller knows it. More is an error; less is one unless `mayBeShort`. */
  readonly expected: number | null;
  /** A partial read may bring less than was asked for. */
  readonly mayBeShort: boolean;
  /** Memory for the bytes from `position` of the payload on. `bytes` is a multiple of the packet size. */
  room(position: number, bytes: number): Uint8Array;
  /** The bytes at `position` have come: in the memory that was given for them, or, after a short packet, in other memory. */
  take(bytes: Uint8Array, position: number): void | Promise<void>;
}

/** Datasets are small; this bounds what a device can make the station hold. 4 million handles are 16 MiB. */
const MOST_DATASET_BYTES = 16 * 2 ** 20;

/** Collects a dataset whole. */
export class Dataset implements DataPhase {
  readonly expected = null;
  readonly mayBeShort = false;
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;

  room(_position: number, bytes: number): Uint8Array {
    return new Uint8Array(bytes);
  }

  take(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#bytes > MOST_DATASET_BYTES)
      throw new MtpFormatError('a dataset of impossible size', { bytes: this.#bytes });
    // Not copied: the memory was made for these bytes alone.
    this.#chunks.push(bytes);
  }

  whole(): Uint8Array {
    // Most datasets come in one piece.
    const [only] = this.#chunks;
    return only !== undefined && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks, this.#bytes);
  }
}

/** Hands a long dataset on as it comes. */
export class StreamedDataset implements DataPhase {
  readonly expected = null;
  readonly mayBeShort = false;

  constructor(private readonly onBytes: (bytes: Uint8Array) => void) {}

  room(_position: number, bytes: number): Uint8Array {
    return new Uint8Array(bytes);
  }

  take(bytes: Uint8Array): void {
    this.onBytes(bytes);
  }
}

/** Fills a window of memory that is one packet larger than what is asked for: the last transfer may overrun into it. */
export class WindowPhase implements DataPhase {
  readonly mayBeShort = true;
  #filled = 0;

  constructor(
    private readonly memory: Uint8Array,
    readonly expected: number,
  ) {}

  get filled(): number {
    return this.#filled;
  }

  room(position: number, bytes: number): Uint8Array {
    return this.memory.subarray(position, position + bytes);
  }

  take(bytes: Uint8Array, position: number): void {
    const there = this.memory.subarray(position, position + bytes.length);
    // After a short packet what follows lies further on than it belongs.
    if (there.byteOffset !== bytes.byteOffset || there.buffer !== bytes.buffer) there.set(bytes);
    this.#filled = position + bytes.length;
  }
}
