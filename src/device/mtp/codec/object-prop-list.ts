/**
 * The answer to GetObjectPropList: a count, then (handle, property, data type, value) that often. For 20,000 objects it
 * is several megabytes, so it is read as it comes in, and what is held is one unfinished element.
 */
import { ByteReader } from './bytes.js';
import { ByteWriter } from './byte-writer.js';
import { readValue, valueBytes, writeValue, type PtpValue } from './data-values.js';
import type { Trailing } from './dataset.js';
import { MtpFormatError } from './format-error.js';

export interface ObjectPropElement {
  readonly handle: number;
  readonly property: number;
  readonly dataType: number;
  readonly value: PtpValue;
}

/** An element before its value: handle u32, property u16, data type u16. */
const HEAD_BYTES = 8;
/** A thumbnail is tens of kilobytes. More than this is a count gone wrong, and must not be waited for. */
export const MAX_ELEMENT_BYTES = 1024 * 1024;

/** Bytes go in with `feed`, elements come out of `next` until it has none; `end` says whether that was all. */
export class ObjectPropListParser {
  #buffer = new Uint8Array(4096);
  /** What was fed and not yet read: a part of the buffer. */
  #pending = this.#buffer.subarray(0, 0);
  #declared: number | null = null;
  #delivered = 0;
  #trailingBytes = 0;

  /** Copies the bytes: their owner may fill the same memory again. */
  feed(chunk: Uint8Array): void {
    const held = this.#pending.length;
    let start = this.#pending.byteOffset;
    if (start + held + chunk.length > this.#buffer.length) {
      const needed = held + chunk.length;
      // Reused only where that leaves half of it free: many small pieces must not move the same bytes again and again.
      if (needed > this.#buffer.length / 2) this.#buffer = new Uint8Array(needed * 2);
      this.#buffer.set(this.#pending);
      start = 0;
    }
    this.#buffer.set(chunk, start + held);
    this.#pending = this.#buffer.subarray(start, start + held + chunk.length);
  }

  /**
   * The next whole element, or null where the next bytes must be fed first or all elements were delivered.
   * @throws MtpFormatError for an unknown data type or an element above `MAX_ELEMENT_BYTES`
   */
  next(): ObjectPropElement | null {
    if (this.#declared === null) {
      if (this.#pending.length < 4) return null;
      this.#declared = new ByteReader(this.#pending).u32();
      this.#drop(4);
    }
    if (this.#delivered === this.#declared) {
      this.#trailingBytes += this.#pending.length;
      this.#drop(this.#pending.length);
      return null;
    }
    if (this.#pending.length < HEAD_BYTES) return null;
    const reader = new ByteReader(this.#pending);
    const [handle, property, dataType] = [reader.u32(), reader.u16(), reader.u16()];
    const bytes = valueBytes(this.#pending.subarray(HEAD_BYTES), dataType);
    if (bytes !== null && bytes > MAX_ELEMENT_BYTES) {
      throw new MtpFormatError('a property list holds an impossibly long value', { handle, property, bytes });
    }
    if (bytes === null || this.#pending.length < HEAD_BYTES + bytes) return null;
    const value = readValue(reader, dataType);
    this.#drop(HEAD_BYTES + bytes);
    this.#delivered++;
    return { handle, property, dataType, value };
  }

  /** @throws MtpFormatError where fewer elements came than the list announced */
  end(): Trailing {
    if (this.#declared === null || this.#delivered < this.#declared) {
      throw new MtpFormatError('a property list ends too early', {
        declared: this.#declared,
        delivered: this.#delivered,
        remaining: this.#pending.length,
      });
    }
    return { trailingBytes: this.#trailingBytes + this.#pending.length };
  }

  #drop(count: number): void {
    this.#pending = this.#pending.subarray(count);
  }
}

/**
 * A list that is there as a whole, element by element.
 * @throws MtpFormatError before the first element where the count cannot be true, else where the bytes go wrong
 */
export function* parseObjectPropList(bytes: Uint8Array): Generator<ObjectPropElement, Trailing> {
  const reader = new ByteReader(bytes);
  const declared = reader.u32();
  if (declared * (HEAD_BYTES + 1) > reader.remaining) {
    throw new MtpFormatError('a property list announces more elements than there are bytes for', {
      declared,
      remaining: reader.remaining,
    });
  }
  const parser = new ObjectPropListParser();
  parser.feed(bytes);
  for (let element = parser.next(); element !== null; element = parser.next()) yield element;
  return parser.end();
}

export function encodeObjectPropList(elements: readonly ObjectPropElement[]): Uint8Array {
  const writer = new ByteWriter();
  return writer
    .array(elements, ({ handle, property, dataType, value }) => {
      writer.u32(handle).u16(property).u16(dataType);
      writeValue(writer, dataType, value);
    })
    .finish();
}
