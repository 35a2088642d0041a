/** Typed values by PTP datatype code (ISO 15740 5.3): integers, arrays of them, strings. */
import { ByteReader } from './bytes.js';
import { ByteWriter } from './byte-writer.js';
import { hexCode } from './code-names.js';
import { parseDataset, type Parsed } from './dataset.js';
import { MtpFormatError } from './format-error.js';

export const DataType = {
  int8: 0x0001,
  uint8: 0x0002,
  int16: 0x0003,
  uint16: 0x0004,
  int32: 0x0005,
  uint32: 0x0006,
  int64: 0x0007,
  uint64: 0x0008,
  int128: 0x0009,
  uint128: 0x000a,
  string: 0xffff,
} as const;

/** Added to an integer's code. */
export const ARRAY_FLAG = 0x4000;

/** A number up to 32 bits, a bigint for 64, the 16 bytes for 128. */
export type PtpScalar = number | bigint | string | Uint8Array;
export type PtpValue = PtpScalar | readonly PtpScalar[];

interface Scalar {
  /** Bytes of one value; of a string, the fewest. */
  readonly bytes: number;
  read(reader: ByteReader): PtpScalar;
  write(writer: ByteWriter, value: PtpValue): void;
}

const wrongKind = (): MtpFormatError => new MtpFormatError('a value is not of its data type');

function ofNumber(bytes: number, method: 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32'): Scalar {
  return {
    bytes,
    read: (reader) => reader[method](),
    write: (writer, value) => {
      if (typeof value !== 'number') throw wrongKind();
      writer[method](value);
    },
  };
}

function ofBigint(method: 'i64' | 'u64'): Scalar {
  return {
    bytes: 8,
    read: (reader) => reader[method](),
    write: (writer, value) => {
      if (typeof value !== 'bigint') throw wrongKind();
      writer[method](value);
    },
  };
}

const OF_128: Scalar = {
  bytes: 16,
  read: (reader) => reader.raw128(),
  write: (writer, value) => {
    if (!(value instanceof Uint8Array)) throw wrongKind();
    writer.raw128(value);
  },
};

const OF_STRING: Scalar = {
  bytes: 1,
  read: (reader) => reader.string(),
  write: (writer, value) => {
    if (typeof value !== 'string') throw wrongKind();
    writer.string(value);
  },
};

const INTEGERS: ReadonlyMap<number, Scalar> = new Map([
  [DataType.int8, ofNumber(1, 'i8')],
  [DataType.uint8, ofNumber(1, 'u8')],
  [DataType.int16, ofNumber(2, 'i16')],
  [DataType.uint16, ofNumber(2, 'u16')],
  [DataType.int32, ofNumber(4, 'i32')],
  [DataType.uint32, ofNumber(4, 'u32')],
  [DataType.int64, ofBigint('i64')],
  [DataType.uint64, ofBigint('u64')],
  [DataType.int128, OF_128],
  [DataType.uint128, OF_128],
]);

function codecOf(type: number): { readonly scalar: Scalar; readonly isArray: boolean } {
  if (type === DataType.string) return { scalar: OF_STRING, isArray: false };
  const isArray = (type & ARRAY_FLAG) !== 0;
  const scalar = INTEGERS.get(type & ~ARRAY_FLAG);
  if (!scalar) throw new MtpFormatError(`unknown data type ${hexCode(type)}`, { type });
  return { scalar, isArray };
}

/** @throws MtpFormatError for an unknown data type (its length cannot be known) or too few bytes */
export function readValue(reader: ByteReader, type: number): PtpValue {
  const { scalar, isArray } = codecOf(type);
  return isArray ? reader.array(scalar.bytes, () => scalar.read(reader)) : scalar.read(reader);
}

/** @throws MtpFormatError for a value that is not of the type */
export function writeValue(writer: ByteWriter, type: number, value: PtpValue): void {
  const { scalar, isArray } = codecOf(type);
  if (!isArray) {
    scalar.write(writer, value);
    return;
  }
  if (typeof value !== 'object' || value instanceof Uint8Array) throw wrongKind();
  writer.array(value, (element) => {
    scalar.write(writer, element);
  });
}

/** The fewest bytes a value of the type can have. */
export function leastValueBytes(type: number): number {
  const { scalar, isArray } = codecOf(type);
  return isArray ? 4 : scalar.bytes;
}

/** How many bytes the value that begins at the start of `bytes` takes, or null while too few are there to tell. */
export function valueBytes(bytes: Uint8Array, type: number): number | null {
  const { scalar, isArray } = codecOf(type);
  if (isArray) return bytes.length < 4 ? null : 4 + new ByteReader(bytes).u32() * scalar.bytes;
  if (type !== DataType.string) return scalar.bytes;
  return bytes.length < 1 ? null : 1 + new ByteReader(bytes).u8() * 2;
}

/** The answer to GetDevicePropValue and to GetObjectPropValue: a bare value, whose type its description tells. */
export const parseValue = (bytes: Uint8Array, type: number): Parsed<{ readonly value: PtpValue }> =>
  parseDataset(bytes, (reader) => ({ value: readValue(reader, type) }));

export function encodeValue(type: number, value: PtpValue): Uint8Array {
  const writer = new ByteWriter();
  writeValue(writer, type, value);
  return writer.finish();
}
