import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../../../src/device/mtp/codec/bytes.js';
import {
  DataType,
  encodeValue,
  leastValueBytes,
  parseValue,
  readValue,
  valueBytes,
} from '../../../../src/device/mtp/codec/data-values.js';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';
import { hex, orFormatError, typed, TYPES, u16 } from './support.js';

describe('typed values', () => {
  it.each([
    ['a battery level', 0x0002, '57', 0x57],
    ['a negative one', 0x0003, 'feff', -2],
    ['a size', 0x0008, '0000000001000000', 4294967296n],
    ['an array', 0x4004, '02000000 0130 0238', [0x3001, 0x3802]],
    ['an empty array', 0x4008, '00000000', []],
    ['a 128-bit number', 0x000a, '000102030405060708090a0b0c0d0e0f', hex('000102030405060708090a0b0c0d0e0f')],
    ['a string', 0xffff, '03 3200 3000 0000', '20'],
  ])('%s', (_what, type, bytes, value) => {
    expect(parseValue(hex(bytes), type)).toEqual({ value, trailingBytes: 0 });
    expect(encodeValue(type, value)).toEqual(hex(bytes));
  });

  it.each(TYPES)('type %i: comes back as it went, tells its length, and no part of it is one', (type, value) => {
    fc.assert(
      fc.property(value, fc.uint8Array({ maxLength: 3 }), (sent, rest) => {
        const bytes = encodeValue(type, sent);
        expect(parseValue(new Uint8Array([...bytes, ...rest]), type)).toEqual({
          value: sent,
          trailingBytes: rest.length,
        });
        expect(valueBytes(bytes, type)).toBe(bytes.length);
        expect(leastValueBytes(type)).toBeLessThanOrEqual(bytes.length);
        for (let end = 0; end < bytes.length; end++) {
          const part = bytes.subarray(0, end);
          expect(orFormatError(() => parseValue(part, type))).toBeInstanceOf(MtpFormatError);
          expect([null, bytes.length]).toContain(valueBytes(part, type));
        }
      }),
    );
  });

  it('of an unknown type are an error, in both directions', () => {
    for (const type of [0, 0x000b, 0x4000, 0x400b, 0x8002, 0xfffe]) {
      expect(() => parseValue(hex('0000000000000000'), type)).toThrow('unknown data type');
      expect(() => encodeValue(type, 1)).toThrow(MtpFormatError);
    }
  });

  it('that are not of their type are refused', () => {
    fc.assert(
      fc.property(typed, typed, ({ type }, { value }) => {
        const bytes = orFormatError(() => encodeValue(type, value));
        if (!(bytes instanceof MtpFormatError)) expect(parseValue(bytes, type)).toEqual({ value, trailingBytes: 0 });
      }),
    );
    expect(() => encodeValue(DataType.uint64, 1)).toThrow(MtpFormatError);
    expect(() => encodeValue(DataType.string, 1)).toThrow(MtpFormatError);
    expect(() => encodeValue(DataType.uint8, [1])).toThrow(MtpFormatError);
    expect(() => encodeValue(0x4002, new Uint8Array(2))).toThrow(MtpFormatError);
    expect(() => encodeValue(0x4002, ['a'])).toThrow(MtpFormatError);
  });

  it('an array of four billion elements fails at once', () => {
    for (const type of [0x4001, 0x4008, 0x400a]) {
      expect(() => readValue(new ByteReader(hex('ffffffff 0102030405060708')), type)).toThrow(MtpFormatError);
    }
  });

  it('any bytes as any type are a value or an error', () => {
    const type = fc.oneof(u16, fc.constantFrom(...TYPES.map(([code]) => code)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), type, (bytes, code) => {
        orFormatError(() => parseValue(bytes, code));
        orFormatError(() => valueBytes(bytes, code));
      }),
    );
  });
});
