/** What a virtual camera is and knows, apart from the wire. */
import type { DeviceInfo } from '../../mtp/codec/device-info.js';
import type { PropForm } from '../../mtp/codec/device-prop-desc.js';
import type { HandleTable } from './handle-table.js';
import type { Knobs } from './knobs.js';
import type { VirtualClock } from './virtual-clock.js';
import type { VirtualObject } from './virtual-object.js';
import type { VirtualStorage, VirtualStore } from './virtual-store.js';
import type { DeviceTiming } from './virtual-timing.js';

export interface VirtualBattery {
  /** The standard says u8; some devices say u16. Default u8. */
  readonly type?: 'u8' | 'u16';
  readonly value: number;
  /** Default: 0 to 100 in steps of 1. */
  readonly form?: PropForm;
  /** Asking for it ends the session. */
  readonly breaksSession?: boolean;
}

export interface DeviceState {
  readonly store: VirtualStore;
  readonly handles: HandleTable;
  readonly knobs: Knobs;
  readonly clock: VirtualClock | null;
  readonly battery: VirtualBattery | null;
  readonly timing: DeviceTiming;
  readonly identity: Pick<DeviceInfo, 'manufacturer' | 'model' | 'deviceVersion'>;
  serialNumber: string;
  friendlyName: string | null;
  session: number | null;
  /** By `timing`. */
  pluggedAt: number;
  /** Sizes as first seen in this session. */
  readonly seenSizes: Map<VirtualObject, number>;
}

export function openSession(device: DeviceState, id: number): void {
  device.session = id;
  device.seenSizes.clear();
  if (device.knobs.handles === 'restart') device.handles.restart();
  if (device.knobs.handles === 'rekey') device.handles.rekey();
}

export const visibleStorages = ({ store, timing, pluggedAt }: DeviceState): VirtualStorage[] =>
  store.visible(timing.now() - pluggedAt);

/** Undefined where nothing visible has the handle. */
export function objectOf(device: DeviceState, handle: number): VirtualObject | undefined {
  const object = device.handles.objectOf(handle);
  return object !== undefined && visibleStorages(device).includes(object.storage) ? object : undefined;
}

/** The size the device tells and reads by. */
export function sizeOf(device: DeviceState, object: VirtualObject): number {
  if (device.knobs.sizes === 'live') return object.size;
  const seen = device.seenSizes.get(object) ?? object.size;
  device.seenSizes.set(object, seen);
  return seen;
}

/** What an object names as its parent. */
export function parentHandle({ handles, knobs }: DeviceState, { parent, storage }: VirtualObject): number {
  if (parent !== null) return handles.handleOf(parent);
  if (knobs.rootParent === 'ffffffff-only') return 0xffffffff;
  return knobs.rootParent === 'storage-id' ? storage.id : 0;
}
