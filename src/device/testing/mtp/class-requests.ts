/** The class requests of a still-image interface (USB SICD 1.0, 5.2): cancel, device reset, device status. */
import { ByteWriter } from '../../mtp/codec/byte-writer.js';
import { ByteReader } from '../../mtp/codec/bytes.js';
import { encodeResponse } from '../../mtp/codec/container.js';
import { EventCode } from '../../mtp/codec/events.js';
import { ResponseCode } from '../../mtp/codec/responses.js';
import type { ControlSetup, PipeEndpoint } from '../../usb/pipe.js';
import type { DeviceState } from './device-state.js';
import type { InAnswer, OutAnswer } from './packet-endpoint-host.js';
import type { Wire } from './wire.js';

/** To an interface, class; without the direction bit. */
const TO_CLASS_INTERFACE = 0x21;
const CANCEL = 0x64;
const DEVICE_RESET = 0x66;
const DEVICE_STATUS = 0x67;
const CANCEL_BYTES = 6;

export const ENDPOINT_ADDRESS: Readonly<Record<PipeEndpoint, number>> = {
  bulkIn: 0x81,
  bulkOut: 0x01,
  interruptIn: 0x82,
};

/** Null where the request may be carried out. */
function refused(wire: Wire, { type, index }: ControlSetup, interfaceNumber: number): 'nak' | 'stall' | null {
  if (wire.hang === 'replug') return 'nak';
  if (wire.controlStalls > 0) {
    wire.controlStalls--;
    return 'stall';
  }
  return type === TO_CLASS_INTERFACE && index === interfaceNumber ? null : 'stall';
}

export function classRequestIn(wire: Wire, setup: ControlSetup, interfaceNumber: number): InAnswer {
  const refusal = refused(wire, setup, interfaceNumber);
  if (refusal !== null) return refusal;
  return setup.request === DEVICE_STATUS ? status(wire) : 'stall';
}

export function classRequestOut(
  wire: Wire,
  device: DeviceState,
  setup: ControlSetup,
  bytes: Uint8Array,
  interfaceNumber: number,
): OutAnswer {
  const refusal = refused(wire, setup, interfaceNumber);
  if (refusal !== null) return refusal;
  if (setup.request === DEVICE_RESET) {
    resetDevice(wire, device);
    return 'ok';
  }
  if (setup.request !== CANCEL || bytes.length !== CANCEL_BYTES) return 'stall';
  const reader = new ByteReader(bytes);
  if (reader.u16() !== EventCode.CancelTransaction) return 'stall';
  cancel(wire, device, reader.u32());
  return 'ok';
}

/** Also what a reset of the port does to it. */
export function resetDevice(wire: Wire, device: DeviceState): void {
  wire.clear();
  device.session = null;
  if (wire.resetKills) wire.hang = 'replug';
}

/** Which transaction the host means is not looked at: no known device does. */
function cancel(wire: Wire, { knobs }: DeviceState, transactionId: number): void {
  if (wire.hang === 'cancel') wire.hang = null;
  const { transaction } = wire;
  if (wire.hang !== null || (transaction === null && wire.expecting === null)) return;
  for (let i = 0; i < knobs.cancelLeaves && transaction !== null && !transaction.stream.isDone(); i++) {
    wire.leftovers.push(transaction.stream.next().slice());
  }
  wire.endTransaction();
  const { cancel: habit } = wire;
  if (habit === 'answers') {
    wire.leftovers.push(encodeResponse({ code: ResponseCode.TransactionCancelled, transactionId, params: [] }));
  }
  if (habit === 'stalls') wire.halted.add('bulkIn').add('bulkOut');
}

const STATUS_BYTES = 4;

function status(wire: Wire): Uint8Array {
  const halted = [...wire.halted].map((endpoint) => ENDPOINT_ADDRESS[endpoint]);
  const writer = new ByteWriter();
  if (wire.statusBusy > 0 || wire.hang !== null) {
    wire.statusBusy = Math.max(0, wire.statusBusy - 1);
    return writer.u16(STATUS_BYTES).u16(ResponseCode.DeviceBusy).finish();
  }
  writer.u16(STATUS_BYTES + halted.length * 4);
  writer.u16(halted.length > 0 ? ResponseCode.TransactionCancelled : ResponseCode.OK);
  for (const address of halted) writer.u32(address);
  return writer.finish();
}
