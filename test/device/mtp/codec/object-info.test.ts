import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';
import { declaredBytes, encodeObjectInfo, parseObjectInfo } from '../../../../src/device/mtp/codec/object-info.js';
import { standardObjectInfo, wideObjectInfo } from './arbitraries.js';
import { hex } from './support.js';

const HEAD = '01000100 82b9 0100';
const MIDDLE = `0000 00000000 00000000 00000000 80070000 38040000 00000000 05000000 0000 00000000 00000000`;
const STRINGS = '06 3100 2e00 6d00 7000 3400 0000  00  02 5400 0000  00';
const standard = (size: string): Uint8Array => hex(HEAD + size + MIDDLE + STRINGS);
const FIELDS = {
  storageId: 0x10001,
  format: 0xb982,
  protectionStatus: 1,
  thumbFormat: 0,
  thumbCompressedSize: 0,
  thumbPixWidth: 0,
  thumbPixHeight: 0,
  imagePixWidth: 1920,
  imagePixHeight: 1080,
  imageBitDepth: 0,
  parentObject: 5,
  associationType: 0,
  associationDesc: 0,
  sequenceNumber: 0,
  filename: '1.mp4',
  captureDate: '',
  modificationDate: 'T',
  keywords: '',
};

describe('ObjectInfo', () => {
  it('is read and written as the standard lays it out', () => {
    const info = { ...FIELDS, compressedSize: 1000n, sizeBits: 32 } as const;
    expect(parseObjectInfo(standard('e8030000'))).toEqual({ ...info, trailingBytes: 0 });
    expect(encodeObjectInfo(info)).toEqual(standard('e8030000'));
    expect(declaredBytes(info)).toBe(1000n);
  });

  it('with a size of 64 bits is told by its length', () => {
    const info = { ...FIELDS, compressedSize: 6_000_000_000n, sizeBits: 64 } as const;
    expect(parseObjectInfo(standard('00bca06501000000'))).toEqual({ ...info, trailingBytes: 0 });
    expect(encodeObjectInfo(info)).toEqual(standard('00bca06501000000'));
    expect(declaredBytes(info)).toBe(6_000_000_000n);
  });

  it('never takes 0xFFFFFFFF in 32 bits for a size', () => {
    expect(declaredBytes(parseObjectInfo(standard('ffffffff')))).toBeNull();
    expect(declaredBytes(parseObjectInfo(standard('ffffffff00000000')))).toBe(0xffffffffn);
    expect(declaredBytes(parseObjectInfo(standard('feffffff')))).toBe(0xfffffffen);
  });

  it('keeps count of what it does not understand, but not of half a size', () => {
    expect(parseObjectInfo(new Uint8Array([...standard('e8030000'), 0, 0])).trailingBytes).toBe(2);
    expect(parseObjectInfo(new Uint8Array([...standard('e803000000000000'), 0])).trailingBytes).toBe(1);
    expect(() => parseObjectInfo(standard('00bca06501000000').subarray(0, 60))).toThrow(MtpFormatError);
  });

  it('without a name or dates is still one', () => {
    const info = { ...FIELDS, filename: '', modificationDate: '', compressedSize: 7n, sizeBits: 32 } as const;
    expect(parseObjectInfo(encodeObjectInfo(info))).toEqual({ ...info, trailingBytes: 0 });
  });

  it('is not written with a size that does not fit', () => {
    expect(() => encodeObjectInfo({ ...FIELDS, compressedSize: 2n ** 32n, sizeBits: 32 })).toThrow(MtpFormatError);
  });

  it.each([
    ['standard', standardObjectInfo],
    ['wide', wideObjectInfo],
  ])('%s: comes back as it went', (_layout, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (info) => {
        const bytes = encodeObjectInfo(info);
        expect(parseObjectInfo(bytes)).toEqual({ ...info, trailingBytes: 0 });
        expect(encodeObjectInfo(parseObjectInfo(bytes))).toEqual(bytes);
      }),
    );
  });
});
