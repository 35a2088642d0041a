/** USB still-image containers (USB SICD 1.0, 7.1): a 12-byte header, then parameters or data. Little endian. */
import { ByteReader } from './bytes.js';
import { ByteWriter } from './byte-writer.js';
import type { Parsed } from './dataset.js';
import { MtpFormatError } from './format-error.js';

export const HEADER_BYTES = 12;
/** The length of a data container of 4 GiB or more: it ends where the device ends it. */
export const LENGTH_UNKNOWN = 0xffffffff;

export const ContainerType = { command: 1, data: 2, response: 3, event: 4 } as const;
export type ContainerType = (typeof ContainerType)[keyof typeof ContainerType];

export interface ContainerHeader {
  /** Bytes of the whole container with this header, or `LENGTH_UNKNOWN`. */
  readonly length: number;
  readonly type: ContainerType;
  readonly code: number;
  readonly transactionId: number;
}

/** A command, response or event. */
export interface Message {
  readonly code: number;
  readonly transactionId: number;
  /** u32 each. */
  readonly params: readonly number[];
}

const TYPES: readonly number[] = Object.values(ContainerType);
const isContainerType = (value: number): value is ContainerType => TYPES.includes(value);

const MOST_PARAMS = { command: 5, response: 5, event: 3 } as const;

/** @throws MtpFormatError for fewer than 12 bytes, an unknown type, a length below 12 or one only data may have. */
export function parseHeader(bytes: Uint8Array): ContainerHeader {
  const reader = new ByteReader(bytes);
  const length = reader.u32();
  const type = reader.u16();
  const code = reader.u16();
  const transactionId = reader.u32();
  if (!isContainerType(type)) throw new MtpFormatError('a container of unknown type', { type, length });
  if (length < HEADER_BYTES || (length === LENGTH_UNKNOWN && type !== ContainerType.data)) {
    throw new MtpFormatError('a container of impossible length', { type, length });
  }
  return { length, type, code, transactionId };
}

/** @param bytes of all that will be written, the header included */
const writeHeader = ({ length, type, code, transactionId }: ContainerHeader, bytes: number): ByteWriter =>
  new ByteWriter(bytes).u32(length).u16(type).u16(code).u32(transactionId);

export const encodeHeader = (header: ContainerHeader): Uint8Array => writeHeader(header, HEADER_BYTES).finish();

export function encodeData(code: number, transactionId: number, payload: Uint8Array): Uint8Array {
  const length = HEADER_BYTES + payload.length;
  return writeHeader({ length, type: ContainerType.data, code, transactionId }, length).raw(payload).finish();
}

type MessageKind = keyof typeof MOST_PARAMS;

function encodeMessage(kind: MessageKind, { code, transactionId, params }: Message): Uint8Array {
  if (params.length > MOST_PARAMS[kind]) throw new MtpFormatError('too many parameters', { count: params.length });
  const length = HEADER_BYTES + params.length * 4;
  const writer = writeHeader({ length, type: ContainerType[kind], code, transactionId }, length);
  for (const param of params) writer.u32(param);
  return writer.finish();
}

function parseMessage(kind: MessageKind, bytes: Uint8Array): Parsed<Message> {
  const { length, type, code, transactionId } = parseHeader(bytes);
  if (type !== ContainerType[kind]) throw new MtpFormatError(`not a ${kind}`, { type, code });
  const count = (length - HEADER_BYTES) / 4;
  if (!Number.isInteger(count) || count > MOST_PARAMS[kind]) {
    throw new MtpFormatError(`a ${kind} of impossible length`, { length, code });
  }
  const reader = new ByteReader(bytes.subarray(HEADER_BYTES));
  const params = reader.elements(count, 4, () => reader.u32());
  return { code, transactionId, params, trailingBytes: reader.remaining };
}

export const encodeCommand = (message: Message): Uint8Array => encodeMessage('command', message);
export const parseCommand = (bytes: Uint8Array): Parsed<Message> => parseMessage('command', bytes);
export const encodeResponse = (message: Message): Uint8Array => encodeMessage('response', message);
export const parseResponse = (bytes: Uint8Array): Parsed<Message> => parseMessage('response', bytes);
export const encodeEvent = (message: Message): Uint8Array => encodeMessage('event', message);
export const parseEvent = (bytes: Uint8Array): Parsed<Message> => parseMessage('event', bytes);
