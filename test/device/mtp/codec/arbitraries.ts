import fc from 'fast-check';
import type { DeviceInfo } from '../../../../src/device/mtp/codec/device-info.js';
import type { DevicePropDesc, PropForm } from '../../../../src/device/mtp/codec/device-prop-desc.js';
import type { ObjectInfo } from '../../../../src/device/mtp/codec/object-info.js';
import type { ObjectPropElement } from '../../../../src/device/mtp/codec/object-prop-list.js';
import type { StorageInfo } from '../../../../src/device/mtp/codec/storage-info.js';
import { ptpString, typed, TYPES, u16, u16s, u32, u64 } from './support.js';

export const deviceInfo: fc.Arbitrary<DeviceInfo> = fc.record({
  standardVersion: u16,
  vendorExtensionId: u32,
  vendorExtensionVersion: u16,
  vendorExtensionDesc: ptpString,
  functionalMode: u16,
  operationsSupported: u16s,
  eventsSupported: u16s,
  devicePropertiesSupported: u16s,
  captureFormats: u16s,
  playbackFormats: u16s,
  manufacturer: ptpString,
  model: ptpString,
  deviceVersion: ptpString,
  serialNumber: ptpString,
});

export const storageInfo: fc.Arbitrary<StorageInfo> = fc.record({
  storageType: u16,
  filesystemType: u16,
  accessCapability: u16,
  maxCapacityBytes: u64,
  freeSpaceBytes: u64,
  freeSpaceObjects: u32,
  description: ptpString,
  volumeIdentifier: ptpString,
});

const COMMON = {
  storageId: u32,
  format: u16,
  protectionStatus: u16,
  thumbFormat: u16,
  thumbCompressedSize: u32,
  thumbPixWidth: u32,
  thumbPixHeight: u32,
  imagePixWidth: u32,
  imagePixHeight: u32,
  imageBitDepth: u32,
  parentObject: u32,
  associationType: u16,
  associationDesc: u32,
  filename: ptpString,
  captureDate: ptpString,
  modificationDate: ptpString,
  keywords: ptpString,
};

export const standardObjectInfo: fc.Arbitrary<ObjectInfo> = fc.record({
  ...COMMON,
  compressedSize: u32.map(BigInt),
  sizeBits: fc.constant(32),
  sequenceNumber: u32,
});

/** As Samsung writes it: no sequence number. */
export const wideObjectInfo: fc.Arbitrary<ObjectInfo> = fc.record({
  ...COMMON,
  compressedSize: u64,
  sizeBits: fc.constant(64),
  sequenceNumber: fc.constant(0),
});

export const propDesc: fc.Arbitrary<DevicePropDesc> = fc.constantFrom(...TYPES).chain(([dataType, value]) =>
  fc.record({
    propCode: u16,
    dataType: fc.constant(dataType),
    writable: fc.boolean(),
    factoryDefault: value,
    current: value,
    form: fc.oneof<fc.Arbitrary<PropForm>[]>(
      fc.record({ kind: fc.constant('none') }),
      fc.record({ kind: fc.constant('range'), min: value, max: value, step: value }),
      fc.record({ kind: fc.constant('enum'), values: fc.array(value, { maxLength: 6 }) }),
      fc.record({
        kind: fc.constant('unknown'),
        flag: fc.integer({ min: 3, max: 255 }),
        bytes: fc.uint8Array({ maxLength: 9 }),
      }),
    ),
  }),
);

export const propElements: fc.Arbitrary<ObjectPropElement[]> = fc.array(
  fc
    .record({ handle: u32, property: u16, typed })
    .map(({ handle, property, typed: { type, value } }) => ({ handle, property, dataType: type, value })),
  { maxLength: 8 },
);
