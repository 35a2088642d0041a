/** The writing half of `bytes.ts`. A value that does not fit its field is an error, never cut. */
import { MAX_STRING_UNITS } from './bytes.js';
import { MtpFormatError } from './format-error.js';

const FIRST_BYTES = 64;
const MOST_U64 = (1n << 64n) - 1n;
const LEAST_I64 = -(1n << 63n);
const MOST_I64 = (1n << 63n) - 1n;

const unfit = (value: number | bigint, bytes: number): MtpFormatError =>
  new MtpFormatError('a number does not fit its field', { value: value.toString(), bytes });

/** Every method but `finish` returns the writer and throws `MtpFormatError` for a value its field cannot hold. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  /** @param bytes where it is known how many it will be: then nothing is copied */
  constructor(bytes = FIRST_BYTES) {
    this.#bytes = new Uint8Array(bytes);
  }

  u8(value: number): this {
    return this.#number(value, 1, 0, 0xff);
  }

  i8(value: number): this {
    return this.#number(value, 1, -0x80, 0x7f);
  }

  u16(value: number): this {
    return this.#number(value, 2, 0, 0xffff);
  }

  i16(value: number): this {
    return this.#number(value, 2, -0x8000, 0x7fff);
  }

  u32(value: number): this {
    return this.#number(value, 4, 0, 0xffffffff);
  }

  i32(value: number): this {
    return this.#number(value, 4, -0x80000000, 0x7fffffff);
  }

  u64(value: bigint): this {
    return this.#bigint(value, 0n, MOST_U64);
  }

  i64(value: bigint): this {
    return this.#bigint(value, LEAST_I64, MOST_I64);
  }

  raw128(value: Uint8Array): this {
    if (value.length !== 16) throw new MtpFormatError('a 128-bit value takes 16 bytes', { bytes: value.length });
    return this.raw(value);
  }

  raw(bytes: Uint8Array): this {
    const at = this.#grow(bytes.length);
    this.#bytes.set(bytes, at);
    return this;
  }

  string(text: string): this {
    if (text.length > MAX_STRING_UNITS) throw new MtpFormatError('a string is too long', { units: text.length });
    if (text.includes('\0')) throw new MtpFormatError('a string holds a NUL, which would end it');
    if (text === '') return this.u8(0);
    this.u8(text.length + 1);
    for (let i = 0; i < text.length; i++) this.u16(text.charCodeAt(i));
    return this.u16(0);
  }

  /** A u32 count and the elements. */
  array<T>(values: readonly T[], write: (value: T) => unknown): this {
    this.u32(values.length);
    for (const value of values) write(value);
    return this;
  }

  u16s(values: readonly number[]): this {
    return this.array(values, (value) => this.u16(value));
  }

  u32s(values: readonly number[]): this {
    return this.array(values, (value) => this.u32(value));
  }

  finish(): Uint8Array {
    // Where it is full, whatever is written behind it goes to other memory.
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#length);
  }

  /** Byte by byte: most of what is written is a dozen bytes, and a view of them costs more than they do. */
  #number(value: number, bytes: 1 | 2 | 4, least: number, most: number): this {
    if (!Number.isInteger(value) || value < least || value > most) throw unfit(value, bytes);
    const at = this.#grow(bytes);
    for (let i = 0; i < bytes; i++) this.#bytes[at + i] = value >> (8 * i);
    return this;
  }

  #bigint(value: bigint, least: bigint, most: bigint): this {
    if (value < least || value > most) throw unfit(value, 8);
    const at = this.#grow(8);
    new DataView(this.#bytes.buffer).setBigUint64(at, BigInt.asUintN(64, value), true);
    return this;
  }

  #grow(by: number): number {
    const at = this.#length;
    this.#length += by;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return at;
  }
}
