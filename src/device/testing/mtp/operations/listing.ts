/** Object handles and ObjectInfo. */
import { ObjectFormat } from '../../../mtp/codec/formats.js';
import { encodeObjectHandles } from '../../../mtp/codec/id-lists.js';
import { encodeObjectInfo } from '../../../mtp/codec/object-info.js';
import { ResponseCode } from '../../../mtp/codec/responses.js';
import { type DeviceState, objectOf, parentHandle, sizeOf, visibleStorages } from '../device-state.js';
import type { VirtualObject } from '../virtual-object.js';
import type { VirtualStorage } from '../virtual-store.js';
import { type Operation, type OperationInput, ok, refuse, send } from './operation.js';

const ALL = 0xffffffff;

/** What the root is called decides between its children, everything, or neither; a response code is a refusal. */
function rootListing({ knobs }: DeviceState, parent: number, storage: number): 'children' | 'everything' | number {
  switch (knobs.rootParent) {
    case 'standard':
      return parent === ALL ? 'children' : 'everything';
    case 'ffffffff-only':
      return parent === ALL ? 'children' : ResponseCode.InvalidParentObject;
    case 'zero-only':
      return parent === 0 ? 'children' : ResponseCode.InvalidObjectHandle;
    case 'storage-id':
      return parent === storage ? 'children' : ResponseCode.InvalidParentObject;
    case 'recursive-only':
      return parent === 0 ? 'everything' : ResponseCode.InvalidObjectHandle;
  }
}

/** The objects a listing names, or the code it is refused with. */
function listed(device: DeviceState, [storageId, format, parent]: OperationInput['params']): VirtualObject[] | number {
  const storages = visibleStorages(device).filter(({ id }) => storageId === ALL || id === storageId);
  if (storages.length === 0 && storageId !== ALL) return ResponseCode.InvalidStorageID;
  const objects = below(device, storages, parent, storageId);
  return typeof objects === 'number' || format === 0 ? objects : objects.filter((each) => each.format === format);
}

function below(
  device: DeviceState,
  storages: readonly VirtualStorage[],
  parent: number,
  storageId: number,
): VirtualObject[] | number {
  if (parent === ALL || parent === 0 || (device.knobs.rootParent === 'storage-id' && parent === storageId)) {
    const root = rootListing(device, parent, storageId);
    if (typeof root === 'number') return root;
    return root === 'everything' ? device.store.objects(storages) : storages.flatMap(({ roots }) => roots);
  }
  const folder = objectOf(device, parent);
  if (folder === undefined) return ResponseCode.InvalidObjectHandle;
  return folder.content === null ? folder.children : ResponseCode.InvalidParentObject;
}

export const getObjectHandles: Operation = (device, { params }) => {
  const objects = listed(device, params);
  if (typeof objects === 'number') return refuse(objects);
  return send(encodeObjectHandles(objects.map((object) => device.handles.handleOf(object))));
};

export const getNumObjects: Operation = (device, { params }) => {
  const objects = listed(device, params);
  return typeof objects === 'number' ? refuse(objects) : ok(objects.length);
};

const FOLDER = 1;
const BEYOND_32_BITS = 0xffffffffn;

export const getObjectInfo: Operation = (device, { params: [handle] }) => {
  const object = objectOf(device, handle);
  if (object === undefined) return refuse(ResponseCode.InvalidObjectHandle);
  if (object.undescribable) return refuse(ResponseCode.GeneralError);
  const wide = device.knobs.objectInfo === 'samsung64';
  const size = BigInt(sizeOf(device, object));
  return send(
    encodeObjectInfo({
      storageId: object.storage.id,
      format: object.format,
      protectionStatus: object.protection,
      compressedSize: wide || size < BEYOND_32_BITS ? size : BEYOND_32_BITS,
      sizeBits: wide ? 64 : 32,
      thumbFormat: 0,
      thumbCompressedSize: 0,
      thumbPixWidth: 0,
      thumbPixHeight: 0,
      imagePixWidth: 0,
      imagePixHeight: 0,
      imageBitDepth: 0,
      parentObject: parentHandle(device, object),
      associationType: object.format === ObjectFormat.Association ? FOLDER : 0,
      associationDesc: 0,
      sequenceNumber: 0,
      filename: object.name,
      captureDate: object.created,
      modificationDate: object.modified,
      keywords: '',
    }),
  );
};
