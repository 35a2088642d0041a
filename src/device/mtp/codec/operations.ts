/** Operation codes: ISO 15740, MTP 1.1 and the Android extension, told apart by whether they change the device. */
import { nameLookup } from './code-names.js';

export const READING_OPERATIONS = {
  GetDeviceInfo: 0x1001,
  OpenSession: 0x1002,
  CloseSession: 0x1003,
  GetStorageIDs: 0x1004,
  GetStorageInfo: 0x1005,
  GetNumObjects: 0x1006,
  GetObjectHandles: 0x1007,
  GetObjectInfo: 0x1008,
  GetObject: 0x1009,
  GetThumb: 0x100a,
  GetDevicePropDesc: 0x1014,
  GetDevicePropValue: 0x1015,
  GetPartialObject: 0x101b,
  GetObjectPropsSupported: 0x9801,
  GetObjectPropDesc: 0x9802,
  GetObjectPropValue: 0x9803,
  GetObjectPropList: 0x9805,
  GetInterdependentPropDesc: 0x9807,
  GetObjectReferences: 0x9810,
  GetPartialObject64: 0x95c1,
} as const;

/** Change what the camera stores, how it is set, or what it is doing. */
export const MUTATING_OPERATIONS = {
  DeleteObject: 0x100b,
  SendObjectInfo: 0x100c,
  SendObject: 0x100d,
  InitiateCapture: 0x100e,
  FormatStore: 0x100f,
  ResetDevice: 0x1010,
  SelfTest: 0x1011,
  SetObjectProtection: 0x1012,
  PowerDown: 0x1013,
  SetDevicePropValue: 0x1016,
  ResetDevicePropValue: 0x1017,
  TerminateOpenCapture: 0x1018,
  MoveObject: 0x1019,
  CopyObject: 0x101a,
  InitiateOpenCapture: 0x101c,
  SetObjectPropValue: 0x9804,
  SetObjectPropList: 0x9806,
  SendObjectPropList: 0x9808,
  SetObjectReferences: 0x9811,
  Skip: 0x9820,
  SendPartialObject: 0x95c2,
  TruncateObject: 0x95c3,
  BeginEditObject: 0x95c4,
  EndEditObject: 0x95c5,
} as const;

export const OperationCode = { ...READING_OPERATIONS, ...MUTATING_OPERATIONS } as const;

const READING: ReadonlySet<number> = new Set(Object.values(READING_OPERATIONS));

/** Whatever is not known to only read counts as changing the device: a vendor's code can mean anything. */
export const mutatesDevice = (code: number): boolean => !READING.has(code);

export const operationName = nameLookup(OperationCode);
