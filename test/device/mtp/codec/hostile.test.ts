/** A device that is broken or means harm: whatever it sends is read or refused, at once, with the one typed error. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDeviceInfo, parseDeviceInfo } from '../../../../src/device/mtp/codec/device-info.js';
import { encodeDevicePropDesc, parseDevicePropDesc } from '../../../../src/device/mtp/codec/device-prop-desc.js';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';
import {
  encodeObjectHandles,
  encodeObjectPropsSupported,
  parseObjectHandles,
  parseObjectPropsSupported,
} from '../../../../src/device/mtp/codec/id-lists.js';
import { encodeObjectInfo, parseObjectInfo } from '../../../../src/device/mtp/codec/object-info.js';
import { encodeObjectPropList, parseObjectPropList } from '../../../../src/device/mtp/codec/object-prop-list.js';
import { encodeStorageInfo, parseStorageInfo } from '../../../../src/device/mtp/codec/storage-info.js';
import { deviceInfo, propDesc, propElements, standardObjectInfo, storageInfo, wideObjectInfo } from './arbitraries.js';
import { orFormatError, u16s, u32s, u8 } from './support.js';

type Dataset = readonly [string, fc.Arbitrary<Uint8Array>, (bytes: Uint8Array) => unknown];

const WHOLE_OR_NOTHING: readonly Dataset[] = [
  ['DeviceInfo', deviceInfo.map(encodeDeviceInfo), parseDeviceInfo],
  ['StorageInfo', storageInfo.map(encodeStorageInfo), parseStorageInfo],
  ['ObjectInfo', standardObjectInfo.map(encodeObjectInfo), parseObjectInfo],
  ['ObjectHandles', u32s.map(encodeObjectHandles), parseObjectHandles],
  ['ObjectPropsSupported', u16s.map(encodeObjectPropsSupported), parseObjectPropsSupported],
  ['ObjectPropList', propElements.map(encodeObjectPropList), (bytes) => [...parseObjectPropList(bytes)]],
];

const ALL: readonly Dataset[] = [
  ...WHOLE_OR_NOTHING,
  // Cut after its first 56 bytes it is an unnamed object of the standard layout.
  ['ObjectInfo with a wide size', wideObjectInfo.map(encodeObjectInfo), parseObjectInfo],
  // A form that is not known has no length of its own.
  ['DevicePropDesc', propDesc.map(encodeDevicePropDesc), parseDevicePropDesc],
];

interface Change {
  readonly at: number;
  readonly byte: number;
  readonly kind: 'replace' | 'insert' | 'remove';
}

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    at: fc.nat({ max: 10_000 }),
    byte: fc.oneof(u8, fc.constantFrom(0, 0x7f, 0x80, 0xff)),
    kind: fc.constantFrom('replace', 'insert', 'remove'),
  }),
  { minLength: 1, maxLength: 6 },
);

function changed(bytes: Uint8Array, list: readonly Change[]): Uint8Array {
  const result = [...bytes];
  for (const { at, byte, kind } of list) {
    const index = at % (result.length + 1);
    if (kind === 'insert') result.splice(index, 0, byte);
    else if (kind === 'remove') result.splice(index, 1);
    else result[index] = byte;
  }
  return new Uint8Array(result);
}

describe('hostile bytes', () => {
  it.each(WHOLE_OR_NOTHING)('%s: no part of one passes for a whole', (_name, encoded, parse) => {
    fc.assert(
      fc.property(encoded, (bytes) => {
        for (let end = 0; end < bytes.length; end++) {
          if (!(orFormatError(() => parse(bytes.subarray(0, end))) instanceof MtpFormatError)) return false;
        }
        return true;
      }),
      { numRuns: 30 },
    );
  });

  it.each(ALL)('%s: cut anywhere, it is read or refused', (_name, encoded, parse) => {
    fc.assert(
      fc.property(encoded, (bytes) => {
        for (let end = 0; end < bytes.length; end++) orFormatError(() => parse(bytes.subarray(0, end)));
      }),
      { numRuns: 30 },
    );
  });

  it.each(ALL)('%s: changed anywhere, it is read or refused', (_name, encoded, parse) => {
    fc.assert(
      fc.property(encoded, changes, (bytes, list) => {
        orFormatError(() => parse(changed(bytes, list)));
      }),
      { numRuns: 500 },
    );
  });

  it.each(ALL)('%s: any bytes at all are read or refused', (_name, _encoded, parse) => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void orFormatError(() => parse(bytes))));
  });

  it.each(ALL)('%s: a megabyte of one byte is read or refused in bounded time', (_name, _encoded, parse) => {
    const started = performance.now();
    for (const byte of [0, 1, 0xff]) orFormatError(() => parse(new Uint8Array(1024 * 1024).fill(byte)));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
