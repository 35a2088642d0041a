/**
 * One transaction's bytes on the wire (USB still image class 1.0, 7). The first read of a phase asks for exactly one
 * packet; only then is it known how much follows, and exactly that is asked for, several transfers at a time. So a
 * header of its own, a response glued to the data, a missing or an extra zero-length packet never put a byte in the
 * wrong place (libmtp `ptp_usb_getdata`, libgphoto2 `usb.c` and go-mtpfs each have one of these wrong).
 */
import type { TransferResult, UsbPipe } from '../usb/pipe.js';
import {
  type ContainerHeader,
  ContainerType,
  encodeCommand,
  encodeData,
  HEADER_BYTES,
  LENGTH_UNKNOWN,
  type Message,
  parseHeader,
  parseResponse,
} from './codec/container.js';
import { operationName } from './codec/operations.js';
import { ResponseCode } from './codec/responses.js';
import type { DataPhase } from './data-phase.js';
import { LinkBroken, LinkGone } from './link-error.js';

export interface FramingOptions {
  /** Bytes of one bulk transfer; a multiple of every packet size. */
  readonly transferBytes: number;
  /** Transfers under way at a time. */
  readonly depth: number;
  /** Longest silence within a phase, milliseconds. */
  readonly timeoutMs: number;
  /** Whether answers carry transaction 0 instead of the command's. */
  readonly zeroTransaction: boolean;
}

export interface Answer {
  readonly response: Message;
  /** Payload bytes of the data phase, or null where the device sent none. */
  readonly dataBytes: number | null;
}

/** Leftovers of an earlier session that are thrown away before the link counts as broken. */
const MOST_STALE = 8;

export class Framing {
  /** Bytes of a transfer that belong to what comes after it: a response glued to the data. */
  #surplus: Uint8Array | null = null;

  constructor(
    private readonly pipe: UsbPipe,
    private readonly options: FramingOptions,
  ) {}

  /**
   * Sends a command, takes its data, returns its response, whatever the response says.
   * @throws LinkBroken, LinkGone; MtpFormatError where the bytes make no sense (the link is to be recovered then too)
   */
  async transact(
    command: Message,
    data: DataPhase | null,
    timeoutMs = this.options.timeoutMs,
    /** Payload of a data phase to the device. */
    payload: Uint8Array | null = null,
  ): Promise<Answer> {
    this.#surplus = null;
    await this.#send(command, timeoutMs);
    if (payload !== null) await this.#sendData(command, payload, timeoutMs);
    const { header, packet } = await this.#firstOf(command, timeoutMs);
    if (header.type === ContainerType.response) return { response: parseResponse(packet), dataBytes: null };
    if (data === null) throw broken('protocol', `${operationName(command.code)} sent data that it should not have`);
    const dataBytes = await this.#data(command, header, packet, data);
    if (typeof dataBytes !== 'number') return dataBytes;
    const response = await this.#response(command, timeoutMs);
    return { response, dataBytes };
  }

  async #send(command: Message, timeoutMs: number): Promise<void> {
    const bytes = encodeCommand(command);
    let sent = await this.pipe.bulkOut(bytes, timeoutMs);
    if (sent.status === 'stall' && sent.bytes === 0) {
      // A halt outlives the process that caused it. Nothing of this command was taken: it may be sent again.
      await this.#clear('bulkOut');
      await this.#clear('bulkIn');
      sent = await this.pipe.bulkOut(bytes, timeoutMs);
    }
    if (sent.status !== 'ok' || sent.bytes !== bytes.length) throw failed(sent, 'a command could not be sent');
  }

  async #sendData({ code, transactionId }: Message, payload: Uint8Array, timeoutMs: number): Promise<void> {
    const bytes = encodeData(code, transactionId, payload);
    const sent = await this.pipe.bulkOut(bytes, timeoutMs);
    if (sent.status !== 'ok' || sent.bytes !== bytes.length) throw failed(sent, 'data could not be sent');
    // A container that fills its last packet needs an empty one behind it to end.
    if (bytes.length % this.pipe.maxPacket !== 0) return;
    const ended = await this.pipe.bulkOut(new Uint8Array(0), timeoutMs);
    if (ended.status !== 'ok') throw failed(ended, 'data could not be ended');
  }

  /** The header of the answer and the packet it came in. Answers to older transactions are thrown away. */
  async #firstOf(command: Message, timeoutMs: number): Promise<{ header: ContainerHeader; packet: Uint8Array }> {
    for (let stale = 0; stale <= MOST_STALE; stale += 1) {
      const packet = await this.#head(timeoutMs, stale === 0);
      const header = parseHeader(packet);
      const ours = this.#answers(header, command);
      if (ours && header.type === ContainerType.response) return { header, packet };
      if (ours && header.type === ContainerType.data) return { header, packet };
      await this.#skip(header, packet, timeoutMs);
    }
    throw broken('protocol', `${operationName(command.code)} is not answered: the device keeps sending something else`);
  }

  /** Reads over the rest of a container nobody waits for any more. */
  async #skip(header: ContainerHeader, packet: Uint8Array, timeoutMs: number): Promise<void> {
    if (header.length === LENGTH_UNKNOWN) throw broken('protocol', 'the end of an old answer cannot be known');
    let left = header.length - packet.length;
    if (left < 0) this.#surplus = packet.slice(header.length);
    while (left > 0) {
      const bytes = await this.#packet(timeoutMs, false);
      if (bytes.length > left) this.#surplus = bytes.slice(left);
      left -= bytes.length;
      if (bytes.length < this.pipe.maxPacket) return;
    }
  }

  /** The payload's size once it is all there, or the answer where the device broke the data off with a response. */
  async #data(
    command: Message,
    header: ContainerHeader,
    packet: Uint8Array,
    data: DataPhase,
  ): Promise<number | Answer> {
    const declared = header.length === LENGTH_UNKNOWN ? null : header.length - HEADER_BYTES;
    const total = declared ?? data.expected;
    const what = operationName(command.code);
    if (total === null) throw broken('protocol', `${what}: the device does not say how much it sends`);
    if (data.expected !== null && (total > data.expected || (total < data.expected && !data.mayBeShort))) {
      throw broken('protocol', `${what}: ${String(data.expected)} bytes expected, ${String(total)} announced`);
    }
    const body = packet.subarray(HEADER_BYTES, Math.min(packet.length, HEADER_BYTES + total));
    if (packet.length > HEADER_BYTES + total) this.#surplus = packet.slice(HEADER_BYTES + total);
    if (body.length > 0) {
      const memory = data.room(0, this.pipe.maxPacket);
      memory.set(body);
      await data.take(memory.subarray(0, body.length), 0);
    }
    return this.#rest(command, total, body.length, data);
  }

  async #rest(command: Message, total: number, from: number, data: DataPhase): Promise<number | Answer> {
    const { maxPacket } = this.pipe;
    const { transferBytes, depth, timeoutMs } = this.options;
    const flying: { memory: Uint8Array; ended: Promise<TransferResult> }[] = [];
    let asked = from;
    let have = from;
    const post = (): void => {
      while (flying.length < depth && asked < total) {
        const bytes = Math.min(transferBytes, roundUp(total - asked, maxPacket));
        const memory = data.room(asked, bytes);
        flying.push({ memory, ended: this.pipe.bulkIn(memory, timeoutMs) });
        asked += bytes;
      }
    };
    try {
      post();
      for (let next = flying.shift(); next !== undefined; next = flying.shift()) {
        const result = await next.ended;
        if (result.status !== 'ok') throw failed(result, `${operationName(command.code)} broke off`);
        const bytes = next.memory.subarray(0, result.bytes);
        const short = bytes.length < next.memory.length && have + bytes.length < total;
        const lastPacket = bytes.subarray(bytes.length - (bytes.length % maxPacket));
        if (short && this.#isResponseTo(lastPacket, command)) {
          // What is still asked for would take the next transaction's bytes.
          await this.#cancel(flying);
          return brokenOff(parseResponse(lastPacket), have + bytes.length - lastPacket.length);
        }
        const own = bytes.subarray(0, Math.min(bytes.length, total - have));
        if (own.length < bytes.length) this.#surplus = bytes.slice(own.length);
        if (own.length > 0) await data.take(own, have);
        have += own.length;
        // After a short packet less is under way than is still missing.
        if (flying.length === 0 && have < total) asked = have;
        post();
      }
      return have;
    } finally {
      await this.#cancel(flying);
    }
  }

  async #cancel(flying: { ended: Promise<TransferResult> }[]): Promise<void> {
    if (flying.length === 0) return;
    await this.pipe.cancelBulkIn();
    await Promise.all(flying.splice(0).map(({ ended }) => ended));
  }

  async #response(command: Message, timeoutMs: number): Promise<Message> {
    const packet = await this.#head(timeoutMs, true);
    const header = parseHeader(packet);
    if (header.type !== ContainerType.response || !this.#answers(header, command)) {
      throw broken('protocol', `${operationName(command.code)}: something else came where its response should be`);
    }
    return parseResponse(packet);
  }

  /** The beginning of a container. It may have begun at the end of the data, or come in pieces: then more is read. */
  async #head(timeoutMs: number, mayStall: boolean): Promise<Uint8Array> {
    let head = await this.#packet(timeoutMs, mayStall);
    while (head.length < leastOf(head)) {
      const more = await this.#packet(timeoutMs, false);
      if (more.length === 0) break;
      head = Buffer.concat([head, more]);
    }
    return head;
  }

  /** One packet. A zero-length one may end what went before; behind it the next is read. */
  async #packet(timeoutMs: number, mayStall: boolean): Promise<Uint8Array> {
    const glued = this.#surplus;
    this.#surplus = null;
    if (glued !== null) return glued;
    const into = new Uint8Array(this.pipe.maxPacket);
    let result = await this.pipe.bulkIn(into, timeoutMs);
    if (result.status === 'ok' && result.bytes === 0) result = await this.pipe.bulkIn(into, timeoutMs);
    if (result.status === 'stall' && result.bytes === 0 && mayStall) {
      // Some devices refuse by a stall, and have the response ready behind it. Once, and only while nothing has come.
      await this.#clear('bulkIn');
      result = await this.pipe.bulkIn(into, timeoutMs);
    }
    if (result.status !== 'ok') throw failed(result, 'no answer came');
    return into.subarray(0, result.bytes);
  }

  #answers({ transactionId }: { readonly transactionId: number }, command: Message): boolean {
    return transactionId === command.transactionId || (this.options.zeroTransaction && transactionId === 0);
  }

  /** Twelve to thirty-two bytes that name our own transaction: footage does not look like that by chance. */
  #isResponseTo(bytes: Uint8Array, command: Message): boolean {
    if (bytes.length < HEADER_BYTES || bytes.length > HEADER_BYTES + 20) return false;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return (
      view.getUint32(0, true) === bytes.length &&
      view.getUint16(4, true) === ContainerType.response &&
      view.getUint16(6, true) >= ResponseCode.Undefined &&
      this.#answers({ transactionId: view.getUint32(8, true) }, command)
    );
  }

  async #clear(endpoint: 'bulkIn' | 'bulkOut'): Promise<void> {
    const status = await this.pipe.clearHalt(endpoint);
    if (status === 'gone') throw new LinkGone();
    if (status !== 'ok') throw broken(status, 'a halted endpoint could not be cleared');
  }
}

/** Bytes that must be there before a container can be told: its header, and the whole of a response. */
function leastOf(packet: Uint8Array): number {
  if (packet.length < HEADER_BYTES) return HEADER_BYTES;
  const { type, length } = parseHeader(packet);
  return type === ContainerType.response ? length : HEADER_BYTES;
}

/** The device ended the data before its announced end. Whatever it calls that, it is not all there. */
const brokenOff = (response: Message, dataBytes: number): Answer => ({
  response: response.code === ResponseCode.OK ? { ...response, code: ResponseCode.IncompleteTransfer } : response,
  dataBytes,
});

const broken = (why: LinkBroken['why'], message: string): LinkBroken => new LinkBroken(why, message);

function failed({ status, bytes }: TransferResult, what: string): Error {
  if (status === 'gone') return new LinkGone();
  const why = status === 'ok' ? 'protocol' : status;
  return broken(why, `${what}: ${status === 'ok' ? 'cut short' : status} after ${String(bytes)} bytes`);
}

const roundUp = (bytes: number, packet: number): number => Math.ceil(bytes / packet) * packet;
