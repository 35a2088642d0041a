/** Faults that change what is on the camera or what it says of itself, whatever is being transferred. */
import { EventCode } from '../../mtp/codec/events.js';
import { type DeviceState, objectOf } from './device-state.js';
import type { TimedFault } from './schedule.js';
import type { TransportFault } from './transport-faults.js';
import type { VirtualObject } from './virtual-object.js';
import type { Wire } from './wire.js';

export type StateFault = Exclude<TimedFault, TransportFault>;

/** The object the command names, else the first file. */
function target(device: DeviceState, handle: number | undefined): VirtualObject | undefined {
  const named = handle === undefined ? undefined : objectOf(device, handle);
  return named ?? device.store.objects().find(({ content }) => content !== null);
}

/** Answers whether anything changed. */
export function strikeUnderneath(
  fault: StateFault,
  handle: number | undefined,
  device: DeviceState,
  wire: Wire,
  raise: (code: number, params: readonly number[]) => void,
): boolean {
  const object = target(device, handle);
  switch (fault.kind) {
    case 'serialChange':
      device.serialNumber = fault.serial;
      return true;
    case 'cancelReplies':
      wire.cancel = fault.with;
      return true;
    case 'statusBusy':
      wire.statusBusy = fault.times;
      return true;
    case 'stallControl':
      wire.controlStalls = fault.times;
      return true;
    case 'resetKills':
      wire.resetKills = true;
      return true;
    case 'grow':
      object?.grow(fault.bytes);
      break;
    case 'shrink':
      object?.shrink(fault.bytes);
      break;
    case 'replace':
      object?.replace();
      break;
    case 'deleteUnderneath':
      if (object !== undefined) device.store.remove(object);
      break;
    case 'storeRemoved':
      if (object === undefined) break;
      object.storage.removed = true;
      raise(EventCode.StoreRemoved, [object.storage.id]);
  }
  return object !== undefined;
}
