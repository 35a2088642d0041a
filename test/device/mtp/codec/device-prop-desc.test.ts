import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDevicePropDesc, parseDevicePropDesc } from '../../../../src/device/mtp/codec/device-prop-desc.js';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';
import { propDesc } from './arbitraries.js';
import { hex } from './support.js';

describe('DevicePropDesc', () => {
  it.each([
    [
      'battery, a range',
      '0150 0200 00 64 57 01 00 64 0a',
      {
        propCode: 0x5001,
        dataType: 2,
        writable: false,
        factoryDefault: 100,
        current: 87,
        form: { kind: 'range', min: 0, max: 100, step: 10 },
      },
    ],
    [
      'battery of 16 bits, an enumeration',
      '0150 0400 00 0000 0200 02 0300 0100 0200 0400',
      {
        propCode: 0x5001,
        dataType: 4,
        writable: false,
        factoryDefault: 0,
        current: 2,
        form: { kind: 'enum', values: [1, 2, 4] },
      },
    ],
    [
      'a string without a form',
      '1150 ffff 01 00 02 3200 0000 00',
      { propCode: 0x5011, dataType: 0xffff, writable: true, factoryDefault: '', current: '2', form: { kind: 'none' } },
    ],
    [
      'a form of a later edition',
      '02d4 ffff 01 00 00 05 aabb',
      {
        propCode: 0xd402,
        dataType: 0xffff,
        writable: true,
        factoryDefault: '',
        current: '',
        form: { kind: 'unknown', flag: 5, bytes: hex('aabb') },
      },
    ],
  ] as const)('%s', (_what, text, desc) => {
    expect(parseDevicePropDesc(hex(text))).toEqual({ ...desc, trailingBytes: 0 });
    expect(encodeDevicePropDesc(desc)).toEqual(hex(text));
  });

  it('an access byte that says neither is no permission to write', () => {
    expect(parseDevicePropDesc(hex('0150 0200 07 64 57 00')).writable).toBe(false);
  });

  it('keeps count of what it does not understand', () => {
    expect(parseDevicePropDesc(hex('0150 0200 00 64 57 00 ffff')).trailingBytes).toBe(2);
  });

  it('an enumeration that cannot be true is an error', () => {
    expect(() => parseDevicePropDesc(hex('0150 0800 00 0000000000000000 0000000000000000 02 ffff 00'))).toThrow(
      MtpFormatError,
    );
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(propDesc, (desc) => {
        const bytes = encodeDevicePropDesc(desc);
        expect(parseDevicePropDesc(bytes)).toEqual({ ...desc, trailingBytes: 0 });
        expect(encodeDevicePropDesc(parseDevicePropDesc(bytes))).toEqual(bytes);
      }),
      { numRuns: 300 },
    );
  });
});
