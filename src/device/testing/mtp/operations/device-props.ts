/** Battery, clock and friendly name as device properties. */
import { DataType, encodeValue, parseValue, type PtpValue } from '../../../mtp/codec/data-values.js';
import { type DevicePropDesc, encodeDevicePropDesc } from '../../../mtp/codec/device-prop-desc.js';
import { DeviceProp } from '../../../mtp/codec/device-props.js';
import { MtpFormatError } from '../../../mtp/codec/format-error.js';
import { ResponseCode } from '../../../mtp/codec/responses.js';
import type { DeviceState } from '../device-state.js';
import { type Operation, ok, refuse, send } from './operation.js';

function batteryDesc({ battery }: DeviceState): DevicePropDesc | null {
  if (battery === null) return null;
  return {
    propCode: DeviceProp.BatteryLevel,
    dataType: battery.type === 'u16' ? DataType.uint16 : DataType.uint8,
    writable: false,
    factoryDefault: battery.value,
    current: battery.value,
    form: battery.form ?? { kind: 'range', min: 0, max: 100, step: 1 },
  };
}

const stringDesc = (propCode: number, current: string | undefined | null): DevicePropDesc | null =>
  typeof current === 'string'
    ? { propCode, dataType: DataType.string, writable: true, factoryDefault: '', current, form: { kind: 'none' } }
    : null;

/** What the device has of the property now, or null where it has none. */
function describe(device: DeviceState, code: number): DevicePropDesc | null {
  switch (code) {
    case DeviceProp.BatteryLevel:
      return batteryDesc(device);
    case DeviceProp.DateTime:
      return stringDesc(code, device.clock?.text());
    case DeviceProp.DeviceFriendlyName:
      return stringDesc(code, device.friendlyName);
    default:
      return null;
  }
}

export const devicePropCodes = (device: DeviceState): number[] =>
  [DeviceProp.BatteryLevel, DeviceProp.DateTime, DeviceProp.DeviceFriendlyName].filter(
    (code) => describe(device, code) !== null,
  );

const reading =
  (encode: (desc: DevicePropDesc) => Uint8Array): Operation =>
  (device, { params: [code] }) => {
    const desc = describe(device, code);
    if (desc === null) return refuse(ResponseCode.DevicePropNotSupported);
    if (code === DeviceProp.BatteryLevel && device.battery?.breaksSession === true) device.session = null;
    return send(encode(desc));
  };

export const getDevicePropDesc = reading(encodeDevicePropDesc);
export const getDevicePropValue = reading(({ dataType, current }) => encodeValue(dataType, current));

function setTo(device: DeviceState, code: number, value: PtpValue): boolean {
  if (typeof value !== 'string') return false;
  if (code === DeviceProp.DateTime) return device.clock?.set(value) ?? false;
  device.friendlyName = value;
  return true;
}

export const setDevicePropValue: Operation = (device, { params: [code], data }) => {
  const desc = describe(device, code);
  if (desc === null) return refuse(ResponseCode.DevicePropNotSupported);
  if (!desc.writable) return refuse(ResponseCode.AccessDenied);
  try {
    const { value } = parseValue(data, desc.dataType);
    return setTo(device, code, value) ? ok() : refuse(ResponseCode.InvalidDevicePropValue);
  } catch (error) {
    if (error instanceof MtpFormatError) return refuse(ResponseCode.InvalidDevicePropFormat);
    throw error;
  }
};
