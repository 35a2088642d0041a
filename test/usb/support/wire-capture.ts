/** What went over the cable, from the capture QEMU makes of a USB device (pcap, link type 220: usbmon with 64-byte headers). */
import { readFileSync } from 'node:fs';
import { ContainerType, HEADER_BYTES, parseHeader } from '../../../src/device/mtp/codec/container.js';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const USBMON_HEADER_BYTES = 64;
const LINK_TYPE_USB = 220;
const SUBMIT = 'S'.charCodeAt(0);
const BULK = 3;
const IN = 0x80;

/** Operation codes of all MTP commands in the order they were sent. @throws Error for a file that is no such capture */
export function commandsIn(capture: string): number[] {
  const bytes = readFileSync(capture);
  if (bytes.readUInt32LE(0) !== 0xa1b2c3d4 || bytes.readUInt32LE(20) !== LINK_TYPE_USB) {
    throw new Error(`${capture} is no USB capture`);
  }
  const codes: number[] = [];
  let at = FILE_HEADER_BYTES;
  while (at + RECORD_HEADER_BYTES <= bytes.length) {
    const length = bytes.readUInt32LE(at + 8);
    const packet = bytes.subarray(at + RECORD_HEADER_BYTES, at + RECORD_HEADER_BYTES + length);
    at += RECORD_HEADER_BYTES + length;
    const isCommandPipe = packet[8] === SUBMIT && packet[9] === BULK && ((packet[10] ?? IN) & IN) === 0;
    const data = packet.subarray(USBMON_HEADER_BYTES);
    if (!isCommandPipe || data.length < HEADER_BYTES) continue;
    const { type, code } = parseHeader(data);
    if (type === ContainerType.command) codes.push(code);
  }
  return codes;
}
