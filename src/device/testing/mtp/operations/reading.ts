/** GetObject, the two partial reads, GetThumb. */
import { HEADER_BYTES } from '../../../mtp/codec/container.js';
import { ResponseCode } from '../../../mtp/codec/responses.js';
import { type DeviceState, objectOf, sizeOf } from '../device-state.js';
import { fillContent } from '../generated-content.js';
import type { VirtualObject } from '../virtual-object.js';
import { type ByteSource, type Operation, type Outcome, refuse } from './operation.js';

/** A file's bytes as they are when they are asked for; zeros where it has become too short in the meantime. */
class FileBytes implements ByteSource {
  /** Whether some bytes were not there. */
  torn = false;

  constructor(
    readonly size: number,
    private readonly object: VirtualObject,
    private readonly start: number,
  ) {}

  fill(offset: number, into: Uint8Array): void {
    const { content, removed } = this.object;
    const left = content === null || removed ? 0 : Math.max(0, content.size - this.start - offset);
    const there = into.subarray(0, left);
    if (content !== null) fillContent(content, this.start + offset, there);
    if (there.length === into.length) return;
    into.fill(0, there.length);
    this.torn = true;
  }
}

function readingFrom(device: DeviceState, object: VirtualObject, start: number, size: number): Outcome {
  const data = new FileBytes(size, object, start);
  const torn = device.knobs.shrunkRead === 'padded-ok' ? ResponseCode.OK : ResponseCode.IncompleteTransfer;
  return { code: ResponseCode.OK, data, codeAtEnd: () => (data.torn ? torn : ResponseCode.OK) };
}

/** The file, or the code a read of it is refused with. */
function fileOf(device: DeviceState, handle: number): VirtualObject | number {
  const object = objectOf(device, handle);
  if (object === undefined || object.content === null) return ResponseCode.InvalidObjectHandle;
  return object;
}

export const getObject: Operation = (device, { params: [handle] }) => {
  const object = fileOf(device, handle);
  return typeof object === 'number' ? refuse(object) : readingFrom(device, object, 0, sizeOf(device, object));
};

function partial(device: DeviceState, handle: number, offset: number, asked: number): Outcome {
  const object = fileOf(device, handle);
  if (typeof object === 'number') return refuse(object);
  const { knobs } = device;
  const left = Math.max(0, sizeOf(device, object) - offset);
  const beyond = asked > left;
  const size = Math.min(beyond && knobs.pastEnd !== 'pads' ? left : asked, knobs.partialLimit ?? asked);
  const reading = { ...readingFrom(device, object, offset, size), params: [size] };
  if (beyond && knobs.pastEnd === 'hangs') return { ...reading, hangsAt: 0 };
  if (beyond && knobs.pastEnd === 'pads') return { ...reading, codeAtEnd: () => ResponseCode.OK };
  const fullTail = size === left && size > 0 && (HEADER_BYTES + size) % knobs.maxPacket === 0;
  return fullTail && knobs.exactTail === 'hangs' ? { ...reading, hangsAt: size - 1 } : reading;
}

export const getPartialObject: Operation = (device, { params: [handle, offset, bytes] }) =>
  partial(device, handle, offset, bytes);

export const getPartialObject64: Operation = (device, { params: [handle, low, high, bytes] }) =>
  partial(device, handle, high * 2 ** 32 + low, bytes);

export const getThumb: Operation = (device, { params: [handle] }) =>
  refuse(objectOf(device, handle) === undefined ? ResponseCode.InvalidObjectHandle : ResponseCode.NoThumbnailPresent);
