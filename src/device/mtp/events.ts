/**
 * What the device has sent over its interrupt endpoint (USB still image class 1.0, 7.3). Events are hints to look again and
 * never the truth: some devices send none, some only for what was listed already. They are asked for between
 * transactions, with an end to the waiting, so that no transfer is left under way when the camera is let go.
 */
import type { UsbPipe } from '../usb/pipe.js';
import { HEADER_BYTES, type Message, parseEvent } from './codec/container.js';
import { MtpFormatError } from './codec/format-error.js';
import { EventCode } from './codec/events.js';
import { LinkGone } from './link-error.js';

/** Longer than the longest interval between two polls of such an endpoint that was seen. */
const WAIT_MS = 100;
/** The largest packet an interrupt endpoint can have: an event is one short packet. */
const PACKET_BYTES = 1024;
const MOST_EVENTS = 64;

/** Everything that has come; what cannot be read is no hint. @throws LinkGone */
export async function readEvents(pipe: UsbPipe): Promise<Message[]> {
  const events: Message[] = [];
  for (let reads = 0; reads < MOST_EVENTS; reads += 1) {
    const into = new Uint8Array(PACKET_BYTES);
    const { status, bytes } = await pipe.interruptIn(into, WAIT_MS);
    if (status === 'gone') throw new LinkGone();
    // An event that fills its packet ends by the time-out only.
    events.push(...eventsIn(into.subarray(0, bytes)));
    if (status === 'stall') await pipe.clearHalt('interruptIn');
    if (status !== 'ok') break;
  }
  return events;
}

function eventsIn(bytes: Uint8Array): Message[] {
  if (bytes.length < HEADER_BYTES) return [];
  try {
    const { trailingBytes, ...event } = parseEvent(bytes);
    return [event, ...eventsIn(bytes.subarray(bytes.length - trailingBytes))];
  } catch (error) {
    if (error instanceof MtpFormatError) return [];
    throw error;
  }
}

const ADDITIONS: readonly number[] = [EventCode.ObjectAdded, EventCode.StoreAdded, EventCode.UnreportedStatus];

/** Whether there may be files that were not there before. */
export const tellsOfMore = (events: readonly Message[]): boolean => events.some(({ code }) => ADDITIONS.includes(code));
