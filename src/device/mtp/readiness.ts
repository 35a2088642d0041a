/**
 * Battery by property 0x5001, friendly name by 0xD402. Their queries break the session of some devices, so they come last and
 * never while copying.
 */
import type { BatteryReading } from '../../domain/camera.js';
import { batteryPercent } from './codec/battery.js';
import { DataType, parseValue } from './codec/data-values.js';
import { parseDevicePropDesc } from './codec/device-prop-desc.js';
import { DeviceProp } from './codec/device-props.js';
import { OperationCode } from './codec/operations.js';
import type { MtpSession } from './session.js';

/** Null where the device's answer has no scale to read it by. @throws Refused, LinkBroken, LinkGone */
export async function readBattery(session: MtpSession): Promise<BatteryReading | null> {
  const answer = await session.read(OperationCode.GetDevicePropDesc, [DeviceProp.BatteryLevel]);
  const percent = batteryPercent(parseDevicePropDesc(answer));
  return percent === null ? null : { percent, source: 'MTP property BatteryLevel' };
}

/** Null where it has an empty one. @throws Refused, LinkBroken, LinkGone; MtpFormatError */
export async function readFriendlyName(session: MtpSession): Promise<string | null> {
  const answer = await session.read(OperationCode.GetDevicePropValue, [DeviceProp.DeviceFriendlyName]);
  const { value } = parseValue(answer, DataType.string);
  return typeof value === 'string' && value !== '' ? value : null;
}
