/** Object properties one by one and as a list. */
import { ByteWriter } from '../../../mtp/codec/byte-writer.js';
import { DataType, encodeValue, type PtpValue, writeValue } from '../../../mtp/codec/data-values.js';
import { encodeObjectPropsSupported } from '../../../mtp/codec/id-lists.js';
import { encodeObjectPropList, type ObjectPropElement } from '../../../mtp/codec/object-prop-list.js';
import { ObjectProp } from '../../../mtp/codec/object-props.js';
import { ResponseCode } from '../../../mtp/codec/responses.js';
import { type DeviceState, objectOf, parentHandle, sizeOf, visibleStorages } from '../device-state.js';
import type { VirtualObject } from '../virtual-object.js';
import { type Operation, refuse, send } from './operation.js';

interface PropOf {
  readonly type: number;
  readonly empty: PtpValue;
  readonly value: (device: DeviceState, object: VirtualObject) => PtpValue;
}

const u32 = (value: PropOf['value']): PropOf => ({ type: DataType.uint32, empty: 0, value });
const u16 = (value: PropOf['value']): PropOf => ({ type: DataType.uint16, empty: 0, value });
const text = (value: PropOf['value']): PropOf => ({ type: DataType.string, empty: '', value });

const persistentId = ({ id }: VirtualObject): Uint8Array => new ByteWriter().u64(BigInt(id)).u64(0n).finish();

const PROPS: ReadonlyMap<number, PropOf> = new Map([
  [ObjectProp.StorageID, u32((_, { storage }) => storage.id)],
  [ObjectProp.ObjectFormat, u16((_, { format }) => format)],
  [ObjectProp.ProtectionStatus, u16((_, { protection }) => protection)],
  [
    ObjectProp.ObjectSize,
    { type: DataType.uint64, empty: 0n, value: (device, object) => BigInt(sizeOf(device, object)) },
  ],
  [ObjectProp.ObjectFileName, text((_, { name }) => name)],
  [ObjectProp.DateCreated, text((_, { created }) => created)],
  [ObjectProp.DateModified, text((_, { modified }) => modified)],
  [ObjectProp.ParentObject, u32(parentHandle)],
  [
    ObjectProp.PersistentUniqueObjectIdentifier,
    { type: DataType.uint128, empty: new Uint8Array(16), value: (_, object) => persistentId(object) },
  ],
  [ObjectProp.Name, text((_, { name }) => name)],
]);

export const getObjectPropsSupported: Operation = () => send(encodeObjectPropsSupported([...PROPS.keys()]));

/** ObjectPropDesc (MTP 1.1, D.2.2): code, type, read only, default, group 0, no form. */
export const getObjectPropDesc: Operation = (_, { params: [code] }) => {
  const prop = PROPS.get(code);
  if (prop === undefined) return refuse(ResponseCode.ObjectPropNotSupported);
  const writer = new ByteWriter().u16(code).u16(prop.type).u8(0);
  writeValue(writer, prop.type, prop.empty);
  return send(writer.u32(0).u8(0).finish());
};

export const getObjectPropValue: Operation = (device, { params: [handle, code] }) => {
  const object = objectOf(device, handle);
  const prop = PROPS.get(code);
  if (object === undefined) return refuse(ResponseCode.InvalidObjectHandle);
  if (prop === undefined) return refuse(ResponseCode.ObjectPropNotSupported);
  if (object.undescribable) return refuse(ResponseCode.GeneralError);
  return send(encodeValue(prop.type, prop.value(device, object)));
};

const ALL = 0xffffffff;

/** The objects a list is about, or the code it is refused with. */
function about(device: DeviceState, handle: number, depth: number): readonly VirtualObject[] | number {
  if (depth !== 0 && depth !== 1 && depth !== ALL) return ResponseCode.SpecificationByDepthUnsupported;
  const storages = visibleStorages(device);
  if (handle === ALL || (handle === 0 && depth !== 1)) return device.store.objects(storages);
  if (handle === 0) return storages.flatMap(({ roots }) => roots);
  const object = objectOf(device, handle);
  if (object === undefined) return ResponseCode.InvalidObjectHandle;
  if (depth === 0) return [object];
  return depth === 1 ? object.children : everythingBelow(object);
}

const everythingBelow = (object: VirtualObject): VirtualObject[] =>
  object.children.flatMap((child) => [child, ...everythingBelow(child)]);

/** No object has it: numbers are given from 1 up. */
const PHANTOM_HANDLE = 0xdead0000;

/** The same list as a careless firmware gives it. */
function distort(elements: readonly ObjectPropElement[], { knobs }: DeviceState): readonly ObjectPropElement[] {
  if (knobs.propList !== 'inconsistent') return elements;
  const wrong = elements.findIndex(({ property, value }) => property === ObjectProp.ObjectSize && value !== 0n);
  const [first] = elements;
  return [
    ...elements.map((element, i) =>
      i === wrong ? { ...element, value: 1n + BigInt(Number(element.value)) } : element,
    ),
    ...(first === undefined ? [] : [{ ...first, handle: PHANTOM_HANDLE }]),
  ];
}

export const getObjectPropList: Operation = (device, { params: [handle, format, code, group, depth] }) => {
  if (device.knobs.propList === 'none') return refuse(ResponseCode.GroupNotSupported);
  if (group !== 0) return refuse(ResponseCode.SpecificationByGroupUnsupported);
  const props = [...PROPS].filter(([each]) => code === ALL || each === code);
  if (props.length === 0)
    return refuse(code === 0 ? ResponseCode.InvalidParameter : ResponseCode.ObjectPropNotSupported);
  const objects = about(device, handle, depth);
  if (typeof objects === 'number') return refuse(objects);
  const told = objects.filter(
    (object, i) =>
      !object.undescribable &&
      (format === 0 || object.format === format) &&
      (device.knobs.propList !== 'partial' || i % 3 !== 2),
  );
  const elements = told.flatMap((object) =>
    props.map(([property, { type, value }]) => ({
      handle: device.handles.handleOf(object),
      property,
      dataType: type,
      value: value(device, object),
    })),
  );
  return send(encodeObjectPropList(distort(elements, device)));
};
