/** Setting the camera's clock by its DateTime property, in the form the camera itself writes it. */
import { addMs, instantToCivil, type Instant } from '../../domain/time.js';
import { DeviceError } from '../errors.js';
import { DataType, encodeValue, parseValue } from './codec/data-values.js';
import { formatPtpDateTime, parsePtpDateTime } from './codec/date-time.js';
import { DeviceProp } from './codec/device-props.js';
import { OperationCode } from './codec/operations.js';
import type { MtpSession } from './session.js';

/**
 * @param zone of digits without a zone
 * @throws DeviceError `bwc.device.unsupported` where the camera shows no time to take the form from; Refused, LinkBroken, LinkGone
 */
export async function setClock(session: MtpSession, to: Instant, zone: string): Promise<void> {
  const answer = await session.read(OperationCode.GetDevicePropValue, [DeviceProp.DateTime]);
  const { value } = parseValue(answer, DataType.string);
  const now = parsePtpDateTime(typeof value === 'string' ? value : '');
  if (now.civil === null)
    throw new DeviceError('bwc.device.unsupported', 'the camera shows no time whose form could be used');
  const civil =
    now.zone === 'none'
      ? instantToCivil(to, zone)
      : instantToCivil(addMs(to, typeof now.zone === 'object' ? now.zone.offsetMinutes * 60_000 : 0), 'utc');
  const text = formatPtpDateTime({ civil, tenths: now.tenths === null ? null : 0, zone: now.zone });
  await session.write(OperationCode.SetDevicePropValue, [DeviceProp.DateTime], encodeValue(DataType.string, text));
}
