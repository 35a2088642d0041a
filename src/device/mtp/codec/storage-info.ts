/** The StorageInfo dataset (ISO 15740 5.5.3). */
import { ByteWriter } from './byte-writer.js';
import { parseDataset, type Parsed } from './dataset.js';

export const StorageType = { undefined: 0, fixedRom: 1, removableRom: 2, fixedRam: 3, removableRam: 4 } as const;
export const StorageAccess = { readWrite: 0, readOnly: 1, readOnlyWithDeletion: 2 } as const;

export interface StorageInfo {
  /** One of `StorageType`, or what the device says. */
  readonly storageType: number;
  readonly filesystemType: number;
  /** One of `StorageAccess`, or what the device says. */
  readonly accessCapability: number;
  readonly maxCapacityBytes: bigint;
  readonly freeSpaceBytes: bigint;
  /** 0xFFFFFFFF where the device does not count. */
  readonly freeSpaceObjects: number;
  readonly description: string;
  readonly volumeIdentifier: string;
}

export const parseStorageInfo = (bytes: Uint8Array): Parsed<StorageInfo> =>
  parseDataset(bytes, (reader) => ({
    storageType: reader.u16(),
    filesystemType: reader.u16(),
    accessCapability: reader.u16(),
    maxCapacityBytes: reader.u64(),
    freeSpaceBytes: reader.u64(),
    freeSpaceObjects: reader.u32(),
    description: reader.string(),
    volumeIdentifier: reader.string(),
  }));

export const encodeStorageInfo = (info: StorageInfo): Uint8Array =>
  new ByteWriter()
    .u16(info.storageType)
    .u16(info.filesystemType)
    .u16(info.accessCapability)
    .u64(info.maxCapacityBytes)
    .u64(info.freeSpaceBytes)
    .u32(info.freeSpaceObjects)
    .string(info.description)
    .string(info.volumeIdentifier)
    .finish();
