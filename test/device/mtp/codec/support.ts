import fc from 'fast-check';
import { ARRAY_FLAG, DataType, type PtpValue } from '../../../../src/device/mtp/codec/data-values.js';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';

/** Bytes written as in a specification: spaces are for the reader's eye. */
export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

/** What `action` gives, or the error it threw, which may only be a format error. */
export function orFormatError<T>(action: () => T): T | MtpFormatError {
  try {
    return action();
  } catch (error) {
    if (error instanceof MtpFormatError) return error;
    throw error;
  }
}

export const u8 = fc.integer({ min: 0, max: 0xff });
export const u16 = fc.integer({ min: 0, max: 0xffff });
export const u32 = fc.integer({ min: 0, max: 0xffffffff });
export const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
export const u16s = fc.array(u16, { maxLength: 12 });
export const u32s = fc.array(u32, { maxLength: 12 });

/** Any UTF-16 units but NUL: lone surrogates too. */
export const ptpString = fc
  .array(fc.integer({ min: 1, max: 0xffff }), { maxLength: 254 })
  .map((units) => String.fromCharCode(...units));

const INTEGERS: readonly (readonly [number, fc.Arbitrary<number | bigint | Uint8Array>])[] = [
  [DataType.int8, fc.integer({ min: -0x80, max: 0x7f })],
  [DataType.uint8, u8],
  [DataType.int16, fc.integer({ min: -0x8000, max: 0x7fff })],
  [DataType.uint16, u16],
  [DataType.int32, fc.integer({ min: -0x80000000, max: 0x7fffffff })],
  [DataType.uint32, u32],
  [DataType.int64, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  [DataType.uint64, u64],
  [DataType.int128, fc.uint8Array({ minLength: 16, maxLength: 16 })],
  [DataType.uint128, fc.uint8Array({ minLength: 16, maxLength: 16 })],
];

/** Every data type there is with a way to make its values. */
export const TYPES: readonly (readonly [number, fc.Arbitrary<PtpValue>])[] = [
  ...INTEGERS,
  ...INTEGERS.map(([type, value]) => [type | ARRAY_FLAG, fc.array(value, { maxLength: 9 })] as const),
  [DataType.string, ptpString],
];

export const typed = fc
  .constantFrom(...TYPES)
  .chain(([type, value]) => fc.record({ type: fc.constant(type), value: value }));
