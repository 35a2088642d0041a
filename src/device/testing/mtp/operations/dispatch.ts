/** Which operations the virtual camera knows, and the rules of sessions. */
import type { Message } from '../../../mtp/codec/container.js';
import { OperationCode } from '../../../mtp/codec/operations.js';
import { ResponseCode } from '../../../mtp/codec/responses.js';
import type { DeviceState } from '../device-state.js';
import { deleteObject } from './delete.js';
import { getDevicePropDesc, getDevicePropValue, setDevicePropValue } from './device-props.js';
import { getNumObjects, getObjectHandles, getObjectInfo } from './listing.js';
import { getObjectPropDesc, getObjectPropList, getObjectPropsSupported, getObjectPropValue } from './object-props.js';
import { type Operation, type Outcome, refuse } from './operation.js';
import { getObject, getPartialObject, getPartialObject64, getThumb } from './reading.js';
import { closeSession, getDeviceInfo, getStorageIds, getStorageInfo, openSessionOperation } from './session.js';

const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [OperationCode.GetDeviceInfo, getDeviceInfo(() => [...OPERATIONS.keys()])],
  [OperationCode.OpenSession, openSessionOperation],
  [OperationCode.CloseSession, closeSession],
  [OperationCode.GetStorageIDs, getStorageIds],
  [OperationCode.GetStorageInfo, getStorageInfo],
  [OperationCode.GetNumObjects, getNumObjects],
  [OperationCode.GetObjectHandles, getObjectHandles],
  [OperationCode.GetObjectInfo, getObjectInfo],
  [OperationCode.GetObject, getObject],
  [OperationCode.GetThumb, getThumb],
  [OperationCode.DeleteObject, deleteObject],
  [OperationCode.GetDevicePropDesc, getDevicePropDesc],
  [OperationCode.GetDevicePropValue, getDevicePropValue],
  [OperationCode.SetDevicePropValue, setDevicePropValue],
  [OperationCode.GetPartialObject, getPartialObject],
  [OperationCode.GetObjectPropsSupported, getObjectPropsSupported],
  [OperationCode.GetObjectPropDesc, getObjectPropDesc],
  [OperationCode.GetObjectPropValue, getObjectPropValue],
  [OperationCode.GetObjectPropList, getObjectPropList],
  [OperationCode.GetPartialObject64, getPartialObject64],
]);

const isKnown = ({ knobs }: DeviceState, code: number): boolean =>
  OPERATIONS.has(code) && !knobs.unsupported.includes(code);

/** Whether data of the host comes before the response. Only for what is supported: the rest is refused at once. */
export const takesData = (device: DeviceState, code: number): boolean =>
  code === OperationCode.SetDevicePropValue && isKnown(device, code) && device.session !== null;

export function perform(device: DeviceState, { code, transactionId, params }: Message, data: Uint8Array): Outcome {
  const operation = isKnown(device, code) ? OPERATIONS.get(code) : undefined;
  if (operation === undefined) return refuse(ResponseCode.OperationNotSupported);
  if (code === OperationCode.OpenSession && transactionId !== 0) return refuse(ResponseCode.InvalidTransactionID);
  const needsSession = code !== OperationCode.GetDeviceInfo && code !== OperationCode.OpenSession;
  if (needsSession && device.session === null) return refuse(ResponseCode.SessionNotOpen);
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = params;
  return operation(device, { params: [a, b, c, d, e], data });
}
