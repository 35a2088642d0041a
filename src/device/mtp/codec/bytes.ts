/**
 * Little-endian reading and writing as PTP does it (ISO 15740 5.3). What comes from a device is never trusted: every
 * read is checked against what is there, and nothing is allocated for a count before the bytes for it are known to exist.
 */
import { MtpFormatError } from './format-error.js';

/** UTF-16 units of a string without its NUL: the count byte says at most 255 with it. */
export const MAX_STRING_UNITS = 254;

/** @throws MtpFormatError where the value is negative or above 2^53 − 1, so that no size is ever rounded. */
export function safeNumber(value: bigint, what: string): number {
  if (value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  throw new MtpFormatError(`${what} is out of range`, { value: value.toString() });
}

/** Every method throws `MtpFormatError` where the bytes do not suffice. Nothing it returns shares memory with its input. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    return this.#number(this.#take(1), 1);
  }

  i8(): number {
    return (this.u8() << 24) >> 24;
  }

  u16(): number {
    return this.#number(this.#take(2), 2);
  }

  i16(): number {
    return (this.u16() << 16) >> 16;
  }

  u32(): number {
    return this.#number(this.#take(4), 4);
  }

  i32(): number {
    return this.u32() | 0;
  }

  u64(): bigint {
    const start = this.#take(8);
    return BigInt(this.#number(start, 4)) | (BigInt(this.#number(start + 4, 4)) << 32n);
  }

  i64(): bigint {
    return BigInt.asIntN(64, this.u64());
  }

  /** The 16 bytes of a 128-bit integer as they came: nothing here does arithmetic on one. */
  raw128(): Uint8Array {
    return this.raw(16);
  }

  raw(count: number): Uint8Array {
    const start = this.#take(count);
    // Not `slice`: that of a Buffer would be a view of it.
    return new Uint8Array(this.#bytes.subarray(start, start + count));
  }

  rest(): Uint8Array {
    return this.raw(this.remaining);
  }

  /** Up to the first NUL, whether or not it is where the count says. Lone surrogates stay as they are. */
  string(): string {
    const count = this.u8();
    const start = this.#take(count * 2);
    const units: number[] = [];
    for (let i = 0; i < count; i++) {
      const unit = this.#number(start + i * 2, 2);
      if (unit === 0) break;
      units.push(unit);
    }
    return String.fromCharCode(...units);
  }

  /** A u32 count and that many elements of at least `elementBytes` each. */
  array<T>(elementBytes: number, read: () => T): T[] {
    return this.elements(this.u32(), elementBytes, read);
  }

  elements<T>(count: number, elementBytes: number, read: () => T): T[] {
    if (count * elementBytes > this.remaining) {
      throw new MtpFormatError('an array announces more elements than there are bytes for', {
        position: this.#at,
        count,
        elementBytes,
        remaining: this.remaining,
      });
    }
    const values: T[] = [];
    for (let i = 0; i < count; i++) values.push(read());
    return values;
  }

  u16s(): number[] {
    return this.array(2, () => this.u16());
  }

  u32s(): number[] {
    return this.array(4, () => this.u32());
  }

  /** Byte by byte: most of what is read is a dozen bytes, and a view of them costs more than they do. */
  #number(start: number, count: number): number {
    let value = 0;
    for (let i = count - 1; i >= 0; i--) value = value * 256 + (this.#bytes[start + i] ?? 0);
    return value;
  }

  #take(count: number): number {
    if (count > this.remaining) {
      throw new MtpFormatError('the data ends too early', {
        position: this.#at,
        needed: count,
        remaining: this.remaining,
      });
    }
    const start = this.#at;
    this.#at += count;
    return start;
  }
}
