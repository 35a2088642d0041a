/**
 * The ObjectInfo dataset (ISO 15740 5.5.2). Some Samsung firmware writes its size with 64 bits, four bytes more than the
 * standard has, and nothing but the length of the whole tells (libgphoto2 and libmtp, `ptp-pack.c`).
 */
import { ByteReader } from './bytes.js';
import { ByteWriter } from './byte-writer.js';
import type { Parsed } from './dataset.js';

export const Protection = { none: 0, readOnly: 1, readOnlyData: 0x8002, nonTransferable: 0x8003 } as const;

export interface ObjectInfo {
  readonly storageId: number;
  readonly format: number;
  /** One of `Protection`, or what the device says. */
  readonly protectionStatus: number;
  /** As written; see `declaredBytes`. */
  readonly compressedSize: bigint;
  readonly sizeBits: 32 | 64;
  readonly thumbFormat: number;
  readonly thumbCompressedSize: number;
  readonly thumbPixWidth: number;
  readonly thumbPixHeight: number;
  readonly imagePixWidth: number;
  readonly imagePixHeight: number;
  readonly imageBitDepth: number;
  readonly parentObject: number;
  readonly associationType: number;
  readonly associationDesc: number;
  readonly sequenceNumber: number;
  readonly filename: string;
  /** PTP date strings as written; see `date-time.ts`. */
  readonly captureDate: string;
  readonly modificationDate: string;
  readonly keywords: string;
}

const SIZE_BEYOND_32_BITS = 0xffffffffn;

/** The object's size, or null where 32 bits could not say it: then the property ObjectSize has it. */
export const declaredBytes = ({ compressedSize, sizeBits }: ObjectInfo): bigint | null =>
  sizeBits === 32 && compressedSize === SIZE_BEYOND_32_BITS ? null : compressedSize;

function read(bytes: Uint8Array, sizeBits: 32 | 64): Parsed<ObjectInfo> {
  const reader = new ByteReader(bytes);
  const info = {
    storageId: reader.u32(),
    format: reader.u16(),
    protectionStatus: reader.u16(),
    compressedSize: sizeBits === 64 ? reader.u64() : BigInt(reader.u32()),
    sizeBits,
    thumbFormat: reader.u16(),
    thumbCompressedSize: reader.u32(),
    thumbPixWidth: reader.u32(),
    thumbPixHeight: reader.u32(),
    imagePixWidth: reader.u32(),
    imagePixHeight: reader.u32(),
    imageBitDepth: reader.u32(),
    parentObject: reader.u32(),
    associationType: reader.u16(),
    associationDesc: reader.u32(),
    sequenceNumber: reader.u32(),
    filename: reader.string(),
    captureDate: reader.string(),
    modificationDate: reader.string(),
    keywords: reader.string(),
  };
  return { ...info, trailingBytes: reader.remaining };
}

/**
 * Read as the standard has it, an object of the wide layout has no name (its sequence number, 0, stands there) and
 * bytes are left over. Only that makes the wide layout a candidate, and then it must be readable to its end: half of a
 * 64-bit size taken for the whole would be a clip cut short.
 * @throws MtpFormatError
 */
export function parseObjectInfo(bytes: Uint8Array): Parsed<ObjectInfo> {
  const standard = read(bytes, 32);
  return standard.filename === '' && standard.trailingBytes > 0 ? read(bytes, 64) : standard;
}

export function encodeObjectInfo(info: ObjectInfo): Uint8Array {
  const writer = new ByteWriter().u32(info.storageId).u16(info.format).u16(info.protectionStatus);
  if (info.sizeBits === 64) writer.u64(info.compressedSize);
  else writer.u32(Number(info.compressedSize));
  return writer
    .u16(info.thumbFormat)
    .u32(info.thumbCompressedSize)
    .u32(info.thumbPixWidth)
    .u32(info.thumbPixHeight)
    .u32(info.imagePixWidth)
    .u32(info.imagePixHeight)
    .u32(info.imageBitDepth)
    .u32(info.parentObject)
    .u16(info.associationType)
    .u32(info.associationDesc)
    .u32(info.sequenceNumber)
    .string(info.filename)
    .string(info.captureDate)
    .string(info.modificationDate)
    .string(info.keywords)
    .finish();
}
