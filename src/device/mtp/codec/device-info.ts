/** The DeviceInfo dataset (ISO 15740 5.5.1): what the device is and which codes it says it knows. */
import { ByteWriter } from './byte-writer.js';
import { parseDataset, type Parsed } from './dataset.js';

export interface DeviceInfo {
  /** Hundredths: 100 is PTP 1.0. */
  readonly standardVersion: number;
  readonly vendorExtensionId: number;
  readonly vendorExtensionVersion: number;
  /** `microsoft.com: 1.0; android.com: 1.0;` */
  readonly vendorExtensionDesc: string;
  readonly functionalMode: number;
  readonly operationsSupported: readonly number[];
  /** Not a promise: some devices send events that they do not list. */
  readonly eventsSupported: readonly number[];
  readonly devicePropertiesSupported: readonly number[];
  readonly captureFormats: readonly number[];
  readonly playbackFormats: readonly number[];
  readonly manufacturer: string;
  readonly model: string;
  readonly deviceVersion: string;
  readonly serialNumber: string;
}

export const parseDeviceInfo = (bytes: Uint8Array): Parsed<DeviceInfo> =>
  parseDataset(bytes, (reader) => ({
    standardVersion: reader.u16(),
    vendorExtensionId: reader.u32(),
    vendorExtensionVersion: reader.u16(),
    vendorExtensionDesc: reader.string(),
    functionalMode: reader.u16(),
    operationsSupported: reader.u16s(),
    eventsSupported: reader.u16s(),
    devicePropertiesSupported: reader.u16s(),
    captureFormats: reader.u16s(),
    playbackFormats: reader.u16s(),
    manufacturer: reader.string(),
    model: reader.string(),
    deviceVersion: reader.string(),
    serialNumber: reader.string(),
  }));

export const encodeDeviceInfo = (info: DeviceInfo): Uint8Array =>
  new ByteWriter()
    .u16(info.standardVersion)
    .u32(info.vendorExtensionId)
    .u16(info.vendorExtensionVersion)
    .string(info.vendorExtensionDesc)
    .u16(info.functionalMode)
    .u16s(info.operationsSupported)
    .u16s(info.eventsSupported)
    .u16s(info.devicePropertiesSupported)
    .u16s(info.captureFormats)
    .u16s(info.playbackFormats)
    .string(info.manufacturer)
    .string(info.model)
    .string(info.deviceVersion)
    .string(info.serialNumber)
    .finish();
