/** The writing half of `bytes.ts`. A value that does not fit its field is an error, never cut. */
import { MAX_STRING_UNITS } from './bytes.js';
import { MtpFormatError } from './format-error.js';

const FIRST_BYTES = 64;

/** Every method but `finish` returns the writer and throws `MtpFormatError` for a value its field cannot hold. */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  /** @param bytes where it is known how many it will be: then nothing is copied */
  constructor(bytes = FIRST_BYTES) {
    this.#bytes = new Uint8Array(bytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  u8(value: number): this {
    const at = this.#fit(value, 1, 0, 0xff);
    this.#view.setUint8(at, value);
    return this;
  }

  i8(value: number): this {
    const at = this.#fit(value, 1, -0x80, 0x7f);
    this.#view.setInt8(at, value);
    return this;
  }

  u16(value: number): this {
    const at = this.#fit(value, 2, 0, 0xffff);
    this.#view.setUint16(at, value, true);
    return this;
  }

  i16(value: number): this {
    const at = this.#fit(value, 2, -0x8000, 0x7fff);
    this.#view.setInt16(at, value, true);
    return this;
  }

  u32(value: number): this {
    const at = this.#fit(value, 4, 0, 0xffffffff);
    this.#view.setUint32(at, value, true);
    return this;
  }

  i32(value: number): this {
    const at = this.#fit(value, 4, -0x80000000, 0x7fffffff);
    this.#view.setInt32(at, value, true);
    return this;
  }

  u64(value: bigint): this {
    const at = this.#fit(value, 8, 0n, (1n << 64n) - 1n);
    this.#view.setBigUint64(at, value, true);
    return this;
  }

  i64(value: bigint): this {
    const at = this.#fit(value, 8, -(1n << 63n), (1n << 63n) - 1n);
    this.#view.setBigInt64(at, value, true);
    return this;
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

  /** Where the field begins. The view is another one after this. */
  #fit<T extends number | bigint>(value: T, bytes: number, least: T, most: T): number {
    if ((typeof value === 'number' && !Number.isInteger(value)) || value < least || value > most) {
      throw new MtpFormatError('a number does not fit its field', { value: value.toString(), bytes });
    }
    return this.#grow(bytes);
  }

  #grow(by: number): number {
    const at = this.#length;
    this.#length += by;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
