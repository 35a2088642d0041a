/** What an operation of the virtual camera is given and answers. Framing, faults and time are not its business. */
import { ResponseCode } from '../../../mtp/codec/responses.js';
import type { DeviceState } from '../device-state.js';

/** A data phase's payload, asked for piece by piece and in order. */
export interface ByteSource {
  readonly size: number;
  fill(offset: number, into: Uint8Array): void;
}

export interface Outcome {
  readonly code: number;
  readonly params?: readonly number[];
  readonly data?: ByteSource;
  /** The response code, where it is known only when all data was sent. */
  readonly codeAtEnd?: () => number;
  /** The device never sends the packet with this byte of the data. */
  readonly hangsAt?: number;
}

export interface OperationInput {
  /** Missing ones are 0, as on the wire. */
  readonly params: readonly [number, number, number, number, number];
  /** The host's data, for the operations that have some. */
  readonly data: Uint8Array;
}

export type Operation = (device: DeviceState, input: OperationInput) => Outcome;

export const refuse = (code: number): Outcome => ({ code });
export const ok = (...params: number[]): Outcome => ({ code: ResponseCode.OK, params });

export const send = (bytes: Uint8Array): Outcome => ({
  code: ResponseCode.OK,
  data: {
    size: bytes.length,
    fill: (offset, into) => {
      into.set(bytes.subarray(offset, offset + into.length));
    },
  },
});
