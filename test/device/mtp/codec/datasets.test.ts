import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDeviceInfo, parseDeviceInfo } from '../../../../src/device/mtp/codec/device-info.js';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';
import {
  encodeObjectHandles,
  encodeObjectPropsSupported,
  encodeStorageIds,
  parseObjectHandles,
  parseObjectPropsSupported,
  parseStorageIds,
} from '../../../../src/device/mtp/codec/id-lists.js';
import { encodeStorageInfo, parseStorageInfo } from '../../../../src/device/mtp/codec/storage-info.js';
import { deviceInfo, storageInfo } from './arbitraries.js';
import { hex, u16s, u32s } from './support.js';

describe('DeviceInfo', () => {
  const BYTES = hex(`
    6400 06000000 6400 04 6d00 3a00 3100 0000  0000
    03000000 0110 0210 c195  01000000 0240  02000000 0150 1150  00000000  02000000 0130 82b9
    03 4200 5700 0000  02 5800 0000  04 3100 2e00 3200 0000  00`);
  const INFO = {
    standardVersion: 100,
    vendorExtensionId: 6,
    vendorExtensionVersion: 100,
    vendorExtensionDesc: 'm:1',
    functionalMode: 0,
    operationsSupported: [0x1001, 0x1002, 0x95c1],
    eventsSupported: [0x4002],
    devicePropertiesSupported: [0x5001, 0x5011],
    captureFormats: [],
    playbackFormats: [0x3001, 0xb982],
    manufacturer: 'BW',
    model: 'X',
    deviceVersion: '1.2',
    serialNumber: '',
  };

  it('is read and written as the standard lays it out', () => {
    expect(parseDeviceInfo(BYTES)).toEqual({ ...INFO, trailingBytes: 0 });
    expect(encodeDeviceInfo(INFO)).toEqual(BYTES);
  });

  it('keeps count of what it does not understand', () => {
    expect(parseDeviceInfo(new Uint8Array([...BYTES, 1, 2])).trailingBytes).toBe(2);
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(deviceInfo, (info) => {
        const bytes = encodeDeviceInfo(info);
        expect(parseDeviceInfo(bytes)).toEqual({ ...info, trailingBytes: 0 });
        expect(encodeDeviceInfo(parseDeviceInfo(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe('StorageInfo', () => {
  it('is read and written as the standard lays it out', () => {
    const bytes = hex(`0300 0200 0100 0000000010000000 00e0ff0700000000 ffffffff
      03 5300 4400 0000 00`);
    const info = {
      storageType: 3,
      filesystemType: 2,
      accessCapability: 1,
      maxCapacityBytes: 68719476736n,
      freeSpaceBytes: 134209536n,
      freeSpaceObjects: 0xffffffff,
      description: 'SD',
      volumeIdentifier: '',
    };
    expect(parseStorageInfo(bytes)).toEqual({ ...info, trailingBytes: 0 });
    expect(encodeStorageInfo(info)).toEqual(bytes);
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(storageInfo, (info) => {
        const bytes = encodeStorageInfo(info);
        expect(parseStorageInfo(bytes)).toEqual({ ...info, trailingBytes: 0 });
        expect(encodeStorageInfo(parseStorageInfo(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe('lists of ids', () => {
  it('are a count and the ids', () => {
    expect(parseStorageIds(hex('02000000 01000100 01000200'))).toEqual({ ids: [0x10001, 0x20001], trailingBytes: 0 });
    expect(parseObjectHandles(hex('00000000'))).toEqual({ ids: [], trailingBytes: 0 });
    expect(parseObjectPropsSupported(hex('02000000 04dc 07dc ff'))).toEqual({
      ids: [0xdc04, 0xdc07],
      trailingBytes: 1,
    });
  });

  it.each([
    ['storage ids', u32s, encodeStorageIds, parseStorageIds],
    ['object handles', u32s, encodeObjectHandles, parseObjectHandles],
    ['object properties', u16s, encodeObjectPropsSupported, parseObjectPropsSupported],
  ] as const)('%s come back as they went', (_what, ids, encode, parse) => {
    fc.assert(
      fc.property(ids, (sent) => {
        const bytes = encode(sent);
        expect(parse(bytes)).toEqual({ ids: sent, trailingBytes: 0 });
        expect(encode(parse(bytes).ids)).toEqual(bytes);
      }),
    );
  });

  it('hold 20,000 handles', () => {
    const handles = Array.from({ length: 20_000 }, (_, i) => 0xffffffff - i);
    expect(parseObjectHandles(encodeObjectHandles(handles)).ids).toEqual(handles);
  });

  it('that announce four billion ids fail without memory for them', () => {
    const before = process.memoryUsage();
    for (const parse of [parseObjectHandles, parseObjectPropsSupported]) {
      expect(() => parse(hex('ffffffff 01000000 02000000'))).toThrow(MtpFormatError);
    }
    const after = process.memoryUsage();
    expect(after.arrayBuffers + after.heapTotal - before.arrayBuffers - before.heapTotal).toBeLessThan(
      64 * 1024 * 1024,
    );
  });
});
