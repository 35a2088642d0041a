import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, safeNumber } from '../../../../src/device/mtp/codec/bytes.js';
import { ByteWriter } from '../../../../src/device/mtp/codec/byte-writer.js';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';
import { DeviceError } from '../../../../src/device/errors.js';
import { hex, orFormatError, ptpString } from './support.js';

const read = (text: string): ByteReader => new ByteReader(hex(text));

describe('numbers', () => {
  it('are little endian', () => {
    const reader = read('01 ff 0201 feff 04030201 feffffff 0807060504030201 feffffffffffffff');
    expect([reader.u8(), reader.i8(), reader.u16(), reader.i16(), reader.u32(), reader.i32()]).toEqual([
      1, -1, 0x0102, -2, 0x01020304, -2,
    ]);
    expect([reader.u64(), reader.i64(), reader.remaining]).toEqual([0x0102030405060708n, -2n, 0]);
  });

  it('are read from the middle of a larger buffer', () => {
    expect(new ByteReader(hex('ffff 3412 ffff').subarray(2, 4)).u16()).toBe(0x1234);
    expect(() => new ByteReader(hex('3412 ffff').subarray(0, 1)).u16()).toThrow(MtpFormatError);
  });

  it('end in a typed error that says where, with the code people look up', () => {
    const reader = read('0102 03');
    reader.u16();
    const error = orFormatError(() => reader.u32());
    expect(error).toBeInstanceOf(DeviceError);
    expect(error).toMatchObject({
      code: 'bwc.device.protocol',
      name: 'MtpFormatError',
      details: { position: 2, needed: 4, remaining: 1 },
    });
    expect(reader.u8()).toBe(3);
  });

  it.each(['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'u64', 'i64', 'raw128', 'string'] as const)(
    '%s past the end is an error',
    (method) => {
      expect(() => read('')[method]()).toThrow(MtpFormatError);
    },
  );

  it('that do not fit their field are refused', () => {
    const writer = new ByteWriter();
    for (const write of [
      () => writer.u8(256),
      () => writer.u8(-1),
      () => writer.i8(128),
      () => writer.u16(0.5),
      () => writer.i16(-0x8001),
      () => writer.u32(2 ** 32),
      () => writer.u32(Number.NaN),
      () => writer.i32(2 ** 31),
      () => writer.u64(-1n),
      () => writer.u64(2n ** 64n),
      () => writer.i64(2n ** 63n),
      () => writer.raw128(new Uint8Array(15)),
    ]) {
      expect(write).toThrow(MtpFormatError);
    }
    expect(writer.finish()).toHaveLength(0);
  });

  it('of 64 bits become a safe number or an error, never a rounded one', () => {
    expect(safeNumber(2n ** 53n - 1n, 'size')).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => safeNumber(2n ** 53n, 'the size')).toThrow('the size is out of range');
    expect(() => safeNumber(-1n, 'size')).toThrow(MtpFormatError);
  });
});

describe('raw bytes', () => {
  it('never share memory with a buffer that is used again', () => {
    const buffer = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
    const raw = new ByteReader(buffer).raw128();
    buffer.fill(0);
    expect(raw).toEqual(hex('00112233445566778899aabbccddeeff'));
  });
});

describe('strings', () => {
  it.each([
    ['an empty one is a single 0', '00', ''],
    ['the count includes the NUL', '03 4100 4200 0000', 'AB'],
    ['no NUL at all', '02 4100 4200', 'AB'],
    ['a NUL before the end', '04 4100 0000 4300 0000', 'A'],
    ['only a NUL', '01 0000', ''],
    ['Chinese', '03 6762 d56c 0000', '执法'],
    ['a lone surrogate', '02 3dd8 0000', '\ud83d'],
  ])('%s', (_what, bytes, text) => {
    const reader = read(bytes);
    expect(reader.string()).toBe(text);
    expect(reader.remaining).toBe(0);
  });

  it('that are cut off are an error', () => {
    expect(() => read('03 4100 4200 00').string()).toThrow(MtpFormatError);
    expect(() => read('ff').string()).toThrow(MtpFormatError);
  });

  it('hold 254 units and no more, and no NUL', () => {
    const longest = new ByteWriter().string('x'.repeat(254)).finish();
    expect([longest.length, longest[0]]).toEqual([511, 255]);
    expect(() => new ByteWriter().string('x'.repeat(255))).toThrow(MtpFormatError);
    expect(() => new ByteWriter().string('a\0b')).toThrow(MtpFormatError);
  });

  it('come back as they went, unit by unit', () => {
    fc.assert(
      fc.property(ptpString, (text) => {
        const reader = new ByteReader(new ByteWriter().string(text).finish());
        return reader.string() === text && reader.remaining === 0;
      }),
    );
  });
});

describe('arrays', () => {
  it('have a count of 32 bits', () => {
    const reader = read('02000000 0110 0210 01000000 04030201');
    expect([reader.u16s(), reader.u32s(), reader.remaining]).toEqual([[0x1001, 0x1002], [0x01020304], 0]);
  });

  it('that announce more than there can be fail before anything is read', () => {
    for (const count of ['ffffffff', '00000080', '02000000']) {
      const reader = read(`${count} 01000000 020000`);
      let reads = 0;
      expect(() => reader.array(4, () => reads++)).toThrow(MtpFormatError);
      expect(reads).toBe(0);
    }
  });
});
