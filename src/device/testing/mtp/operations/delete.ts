/** DeleteObject, as a device really does it: everything in a folder, and everything there is for 0xFFFFFFFF. */
import { Protection } from '../../../mtp/codec/object-info.js';
import { ResponseCode } from '../../../mtp/codec/responses.js';
import { StorageAccess } from '../../../mtp/codec/storage-info.js';
import { type DeviceState, objectOf, visibleStorages } from '../device-state.js';
import type { VirtualObject } from '../virtual-object.js';
import { type Operation, ok, refuse } from './operation.js';

const ALL = 0xffffffff;

/** Removes what may be removed of it; answers how many objects stayed. */
function removeTree(device: DeviceState, object: VirtualObject): number {
  const stayed = [...object.children].reduce((sum, child) => sum + removeTree(device, child), 0);
  if (stayed > 0 || object.protection !== Protection.none) return stayed + 1;
  device.store.remove(object);
  return 0;
}

export const deleteObject: Operation = (device, { params: [handle, format] }) => {
  if (format !== 0) return refuse(ResponseCode.SpecificationByFormatUnsupported);
  const named = objectOf(device, handle);
  const objects = handle === ALL ? visibleStorages(device).flatMap(({ roots }) => roots) : named ? [named] : [];
  if (objects.length === 0) return refuse(ResponseCode.InvalidObjectHandle);
  if (objects.some(({ storage }) => storage.info.accessCapability === StorageAccess.readOnly)) {
    return refuse(ResponseCode.StoreReadOnly);
  }
  if (named !== undefined && named.protection !== Protection.none) return refuse(ResponseCode.ObjectWriteProtected);
  const stayed = [...objects].reduce((sum, object) => sum + removeTree(device, object), 0);
  return stayed === 0 ? ok() : refuse(ResponseCode.PartialDeletion);
};
