/** What the device sends for one command, cut into packets while it is read: data if there is any, then the response. */
import {
  ContainerType,
  encodeHeader,
  encodeResponse,
  HEADER_BYTES,
  LENGTH_UNKNOWN,
} from '../../mtp/codec/container.js';
import type { Message } from '../../mtp/codec/container.js';
import type { Knobs } from './knobs.js';
import type { Outcome } from './operations/operation.js';
import type { Shape } from './shape.js';

/** How far the device reads ahead. A multiple of every packet size. */
const READ_AHEAD_BYTES = 64 * 1024;
const PARAM_BYTES = 4;

export class InStream {
  readonly #command: Message;
  readonly #outcome: Outcome;
  readonly #knobs: Knobs;
  readonly #shape: Shape;
  readonly #header: Uint8Array;
  /** Where the data container ends, and where its last packet does: the response may share it. */
  readonly #dataEnd: number;
  readonly #end: number;
  #at = 0;
  #ahead: { readonly start: number; readonly bytes: Uint8Array } = { start: 0, bytes: new Uint8Array() };
  #stage: 'data' | 'zlp' | 'response' | 'done';

  constructor(command: Message, outcome: Outcome, shape: Shape, knobs: Knobs) {
    this.#command = command;
    this.#outcome = outcome;
    this.#shape = shape;
    this.#knobs = knobs;
    const length = HEADER_BYTES + shape.declaredBytes;
    this.#header = encodeHeader({
      length: Math.min(length, LENGTH_UNKNOWN),
      type: ContainerType.data,
      code: command.code,
      transactionId: shape.dataTid,
    });
    this.#dataEnd = HEADER_BYTES + shape.sentBytes;
    const glued = knobs.response === 'glued' && !shape.dropResponse;
    this.#end = this.#dataEnd + (glued ? HEADER_BYTES + this.#params.length * PARAM_BYTES : 0);
    this.#stage = outcome.data === undefined ? this.#responseOrNothing() : 'data';
  }

  isDone(): boolean {
    return this.#stage === 'done';
  }

  /** Whether the next packet has this byte of the data, or comes after it. */
  reaches(offset: number): boolean {
    if (this.#stage !== 'data') return true;
    const last = this.#end > this.#dataEnd ? this.#end - 1 : Infinity;
    return this.#at + this.#packetBytes() > Math.min(HEADER_BYTES + offset, last);
  }

  /** The file may have changed: what was read ahead is read again. */
  forgetReadAhead(): void {
    this.#ahead = { start: this.#at, bytes: new Uint8Array() };
  }

  /** Not to be called once it is done. The bytes are overwritten by the packets that follow. */
  next(): Uint8Array {
    if (this.#stage === 'zlp') {
      this.#stage = this.#responseOrNothing();
      return new Uint8Array();
    }
    if (this.#stage !== 'data') {
      this.#stage = 'done';
      return this.#response();
    }
    const packet = this.#read(this.#packetBytes());
    this.#at += packet.length;
    if (this.#at === this.#end) this.#stage = this.#afterData(packet.length);
    return packet;
  }

  get #params(): readonly number[] {
    const params = this.#outcome.params ?? [];
    return params.length > 0 && this.#shape.countedBytes !== null ? [this.#shape.countedBytes] : params;
  }

  #packetBytes(): number {
    const { header, maxPacket } = this.#knobs;
    const first = header === 'combined' ? maxPacket : header === 'split' ? HEADER_BYTES : header.splitAt;
    return Math.min(this.#at === 0 ? first : maxPacket, maxPacket, this.#end - this.#at);
  }

  #afterData(lastPacket: number): 'zlp' | 'response' | 'done' {
    const { zlp, maxPacket } = this.#knobs;
    if (this.#end > this.#dataEnd) return 'done';
    const wanted = zlp === 'always' || (zlp === 'spec' && lastPacket === maxPacket);
    return wanted ? 'zlp' : this.#responseOrNothing();
  }

  #responseOrNothing(): 'response' | 'done' {
    return this.#shape.dropResponse ? 'done' : 'response';
  }

  #read(count: number): Uint8Array {
    const from = this.#at - this.#ahead.start;
    if (from + count <= this.#ahead.bytes.length) return this.#ahead.bytes.subarray(from, from + count);
    const bytes = new Uint8Array(Math.min(READ_AHEAD_BYTES, this.#end - this.#at));
    this.#fill(bytes);
    this.#ahead = { start: this.#at, bytes };
    return bytes.subarray(0, count);
  }

  /** Header, payload, garbage and response lie one after the other; `bytes` is the piece of them from `#at` on. */
  #fill(bytes: Uint8Array): void {
    const { data } = this.#outcome;
    const piece = (start: number, end: number): { offset: number; into: Uint8Array } => {
      const offset = Math.max(0, this.#at - start);
      const into = bytes.subarray(Math.max(0, start - this.#at), Math.max(0, end - this.#at));
      return { offset, into };
    };
    const header = piece(0, HEADER_BYTES);
    header.into.set(this.#header.subarray(header.offset, header.offset + header.into.length));
    const genuine = HEADER_BYTES + Math.min(this.#shape.sentBytes, data?.size ?? 0);
    const payload = piece(HEADER_BYTES, genuine);
    if (payload.into.length > 0) data?.fill(payload.offset, payload.into);
    piece(genuine, this.#dataEnd).into.fill(0xee);
    const corrupt = (this.#shape.corruptAt ?? Infinity) - payload.offset;
    if (corrupt >= 0 && corrupt < payload.into.length) payload.into[corrupt] = (payload.into[corrupt] ?? 0) ^ 0xff;
    const response = piece(this.#dataEnd, this.#end);
    if (response.into.length === 0) return;
    response.into.set(this.#response().subarray(response.offset, response.offset + response.into.length));
  }

  #response(): Uint8Array {
    return encodeResponse({
      code: this.#shape.response ?? this.#outcome.codeAtEnd?.() ?? this.#outcome.code,
      transactionId: this.#shape.responseTid,
      params: this.#params,
    });
  }
}
