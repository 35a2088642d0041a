/**
 * Reads an object in one transaction, for cameras that know no partial reads and for what lies beyond 4 GiB on those
 * whose offsets have 32 bits. Only forwards; the camera waits while the caller works.
 */
import { DeviceError } from '../errors.js';
import { ChunkMemory } from './chunk-memory.js';
import { OperationCode } from './codec/operations.js';
import type { DataPhase } from './data-phase.js';
import type { ObjectReader } from './object-reader.js';
import type { MtpSession } from './session.js';

const MOST_HELD_BYTES = 4 * 2 ** 20;
const LONGER_THAN_RESPONSES = 1024;

export class WholeReader implements ObjectReader {
  readonly #memory = new ChunkMemory();
  readonly #held: Uint8Array[] = [];
  #heldBytes = 0;
  #position = 0;
  #ended: Promise<void> | null = null;
  #failure: { readonly error: unknown } | null = null;
  #over = false;
  #discard = false;
  #waiting: (() => void)[] = [];

  /** @param start begins the transaction with `phase`; called at the first read, once */
  constructor(
    private readonly bytes: number,
    private readonly start: (work: (session: MtpSession, handle: number) => Promise<void>) => Promise<void>,
  ) {}

  async read(into: Uint8Array, position: number): Promise<number> {
    if (position >= this.bytes || into.length === 0) return 0;
    if (position !== this.#position) {
      throw new DeviceError('bwc.device.unsupported', 'this camera can only be read from the beginning', { position });
    }
    this.#ended ??= this.#begin();
    for (let first = this.#held[0]; ; first = this.#held[0]) {
      if (first !== undefined && this.#isData(first)) return this.#give(first, into);
      if (this.#failure !== null) throw this.#failure.error;
      if (this.#over)
        throw new DeviceError('bwc.device.read_error', 'the camera sent less than the file has', { position });
      await this.#changed();
    }
  }

  async close(): Promise<void> {
    this.#discard = true;
    this.#held.length = 0;
    this.#heldBytes = 0;
    this.#wake();
    await this.#ended;
  }

  /**
   * A response that begins too early passes for data, and shows in nothing but the missing rest of it. So what came last
   * is only given out once more has come than a response has, or once the camera has said that all is well.
   */
  #isData(first: Uint8Array): boolean {
    return this.#heldBytes - first.length >= LONGER_THAN_RESPONSES || (this.#over && this.#failure === null);
  }

  #give(first: Uint8Array, into: Uint8Array): number {
    const n = Math.min(first.length, into.length);
    into.set(first.subarray(0, n));
    if (n === first.length) {
      this.#held.shift();
      this.#memory.giveBack(first);
    } else this.#held[0] = first.subarray(n);
    this.#heldBytes -= n;
    this.#position += n;
    this.#wake();
    return n;
  }

  async #begin(): Promise<void> {
    const phase: DataPhase = {
      expected: this.bytes,
      mayBeShort: false,
      room: (_position, bytes) => this.#memory.take(bytes),
      take: async (bytes) => {
        while (!this.#discard && this.#held.length > 1 && this.#heldBytes >= MOST_HELD_BYTES) await this.#changed();
        if (this.#discard) {
          this.#memory.giveBack(bytes);
          return;
        }
        this.#held.push(bytes);
        this.#heldBytes += bytes.length;
        this.#wake();
      },
    };
    let begun = false;
    try {
      await this.start(async (session, handle) => {
        // After a recovery the camera would start from the beginning again: the clip as a whole is tried again instead.
        if (begun)
          throw new DeviceError('bwc.device.read_error', 'the transfer broke off', { position: this.#position });
        begun = true;
        await session.run(OperationCode.GetObject, [handle], phase);
      });
    } catch (error) {
      this.#failure = { error };
    }
    this.#over = true;
    this.#wake();
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
