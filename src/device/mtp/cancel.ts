/**
 * Ends a transaction that went wrong (USB still image class 1.0, 5.2: requests 0x64 and 0x67). What the device still had
 * to say is read away first, then it is asked until it is ready again. No response is waited for: half the responders
 * send none.
 */
import type { TransferStatus, UsbPipe } from '../usb/pipe.js';
import type { Timing } from '../usb/timing.js';
import { ByteReader } from './codec/bytes.js';
import { ByteWriter } from './codec/byte-writer.js';
import { EventCode } from './codec/events.js';
import { ResponseCode } from './codec/responses.js';
import { readEvents } from './events.js';

const CLASS_INTERFACE = 0x21;
const CANCEL = 0x64;
const GET_STATUS = 0x67;
const CONTROL_TIMEOUT_MS = 2000;
/** So long nothing has come: it is empty. */
const QUIET_MS = 300;
const MOST_DRAINED_BYTES = 64 * 2 ** 20;
const DRAIN_BYTES = 64 * 1024;
const STATUS_BYTES = 32;
const STATUS_TRIES = 10;
const STATUS_EVERY_MS = 200;

/** Whether the device is ready for the next command; false where it did not bear it, and stronger means are due. @throws LinkGone */
export async function cancelTransaction(
  pipe: UsbPipe,
  transactionId: number,
  timing: Timing,
  /** Some devices answer nothing more until their event of the cancel was read (libmtp `ptp_read_cancel_func`). */
  events: boolean,
): Promise<boolean> {
  const request = { type: CLASS_INTERFACE, value: 0, index: pipe.interfaceNumber };
  const body = new ByteWriter().u16(EventCode.CancelTransaction).u32(transactionId).finish();
  const cancelled = await pipe.controlOut({ ...request, request: CANCEL }, body, CONTROL_TIMEOUT_MS);
  if (cancelled.status !== 'ok' || !(await drain(pipe))) return false;
  if (events) await readEvents(pipe);
  for (let tries = 0; tries < STATUS_TRIES; tries += 1) {
    const into = new Uint8Array(STATUS_BYTES);
    const answer = await pipe.controlIn({ ...request, request: GET_STATUS }, into, CONTROL_TIMEOUT_MS);
    // Devices that do not know the question stall it, and are ready.
    if (answer.status === 'stall') return true;
    if (answer.status !== 'ok' || answer.bytes < 4) return false;
    const reader = new ByteReader(into.subarray(2, 4));
    if (reader.u16() !== ResponseCode.DeviceBusy) return clearHalts(pipe);
    await timing.sleep(STATUS_EVERY_MS);
  }
  return false;
}

async function drain(pipe: UsbPipe): Promise<boolean> {
  const into = new Uint8Array(DRAIN_BYTES);
  for (let drained = 0; drained < MOST_DRAINED_BYTES;) {
    const { status, bytes } = await pipe.bulkIn(into, QUIET_MS);
    drained += bytes;
    if (status === 'timeout' && bytes === 0) return true;
    if (status === 'stall') return (await pipe.clearHalt('bulkIn')) === 'ok';
    if (status !== 'ok' && status !== 'timeout') return false;
  }
  return false;
}

async function clearHalts(pipe: UsbPipe): Promise<boolean> {
  const ended: TransferStatus[] = [await pipe.clearHalt('bulkIn'), await pipe.clearHalt('bulkOut')];
  return ended.every((status) => status === 'ok');
}
