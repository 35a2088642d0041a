/** DeviceInfo, sessions and storages. */
import { encodeDeviceInfo } from '../../../mtp/codec/device-info.js';
import { EventCode } from '../../../mtp/codec/events.js';
import { ObjectFormat } from '../../../mtp/codec/formats.js';
import { encodeStorageIds } from '../../../mtp/codec/id-lists.js';
import { OperationCode } from '../../../mtp/codec/operations.js';
import { ResponseCode } from '../../../mtp/codec/responses.js';
import { encodeStorageInfo } from '../../../mtp/codec/storage-info.js';
import { openSession, visibleStorages } from '../device-state.js';
import { devicePropCodes } from './device-props.js';
import { type Operation, ok, refuse, send } from './operation.js';

export const getDeviceInfo =
  (operations: () => readonly number[]): Operation =>
  (device) => {
    const operationsSupported = operations().filter((code) => !device.knobs.unsupported.includes(code));
    const android = operationsSupported.includes(OperationCode.GetPartialObject64) ? ' android.com: 1.0;' : '';
    return send(
      encodeDeviceInfo({
        standardVersion: 100,
        vendorExtensionId: 6,
        vendorExtensionVersion: 100,
        vendorExtensionDesc: `microsoft.com: 1.0;${android}`,
        functionalMode: 0,
        operationsSupported,
        eventsSupported: [EventCode.ObjectAdded, EventCode.ObjectRemoved, EventCode.StoreAdded, EventCode.StoreRemoved],
        devicePropertiesSupported: devicePropCodes(device),
        captureFormats: [],
        playbackFormats: [ObjectFormat.Undefined, ObjectFormat.Association, ObjectFormat.MP4],
        ...device.identity,
        serialNumber: device.serialNumber,
        ...device.knobs.deviceInfo,
      }),
    );
  };

export const openSessionOperation: Operation = (device, { params: [id] }) => {
  if (device.session !== null) return { code: ResponseCode.SessionAlreadyOpen, params: [device.session] };
  if (id === 0) return refuse(ResponseCode.InvalidParameter);
  openSession(device, id);
  return ok();
};

export const closeSession: Operation = (device) => {
  device.session = null;
  return ok();
};

export const getStorageIds: Operation = (device) => send(encodeStorageIds(visibleStorages(device).map(({ id }) => id)));

export const getStorageInfo: Operation = (device, { params: [id] }) => {
  const storage = visibleStorages(device).find((each) => each.id === id);
  return storage === undefined ? refuse(ResponseCode.InvalidStorageID) : send(encodeStorageInfo(storage.info));
};
