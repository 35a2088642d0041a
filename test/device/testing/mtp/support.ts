/** A host that knows nothing: it sends raw containers and shows what came back, packet by packet. */
import { encodeCommand, encodeData, ContainerType, parseHeader } from '../../../../src/device/mtp/codec/container.js';
import { OperationCode } from '../../../../src/device/mtp/codec/operations.js';
import {
  createVirtualMtpCamera,
  type FaultSchedule,
  type Knobs,
  type LoopbackPipe,
  type VirtualEntry,
  type VirtualMtpCamera,
  type VirtualMtpCameraOptions,
} from '../../../../src/device/testing/mtp/index.js';

export const TIMEOUT_MS = 1000;
export const Op = OperationCode;
export const ALL = 0xffffffff;
export const STORAGE = 0x00010001;

export interface Received {
  readonly status: string;
  readonly bytes: Buffer;
}

export async function read(pipe: LoopbackPipe, bytes = pipe.maxPacket, timeoutMs = TIMEOUT_MS): Promise<Received> {
  const into = Buffer.alloc(bytes);
  const result = await pipe.bulkIn(into, timeoutMs);
  return { status: result.status, bytes: into.subarray(0, result.bytes) };
}

/** The bytes of each packet until `count` packets came or a transfer did not end well. */
export async function packets(pipe: LoopbackPipe, count: number): Promise<Buffer[]> {
  const all: Buffer[] = [];
  for (let i = 0; i < count; i++) {
    const { status, bytes } = await read(pipe);
    if (status !== 'ok') throw new Error(`packet ${String(i)}: ${status}`);
    all.push(bytes);
  }
  return all;
}

export interface Answer {
  /** Null where there was no data phase. */
  readonly data: Buffer | null;
  /** As the container says, payload bytes. */
  readonly declared: number | null;
  readonly dataTid: number | null;
  readonly code: number;
  readonly tid: number;
  readonly params: number[];
}

export class RawHost {
  #tid = 0;

  constructor(
    readonly pipe: LoopbackPipe,
    readonly camera: VirtualMtpCamera,
  ) {}

  command(code: number, params: readonly number[] = []): Promise<{ status: string; bytes: number }> {
    const transactionId = code === Op.OpenSession ? 0 : ++this.#tid;
    return this.pipe.bulkOut(encodeCommand({ code, transactionId, params }), TIMEOUT_MS);
  }

  data(code: number, payload: Uint8Array): Promise<{ status: string; bytes: number }> {
    return this.pipe.bulkOut(encodeData(code, this.#tid, payload), TIMEOUT_MS);
  }

  async ask(code: number, ...params: number[]): Promise<Answer> {
    const sent = await this.command(code, params);
    if (sent.status !== 'ok') throw new Error(`command: ${sent.status}`);
    return this.answer();
  }

  /** Reads one packet after the other until a response is whole. A response may be glued to the data. */
  async answer(): Promise<Answer> {
    const stream: Buffer[] = [];
    for (;;) {
      const { status, bytes } = await read(this.pipe);
      if (status !== 'ok') throw new Error(`answer: ${status}`);
      if (isResponse(bytes)) return parse(Buffer.concat(stream), bytes);
      stream.push(bytes);
      const all = Buffer.concat(stream);
      const end = all.length < 12 ? Infinity : all.readUInt32LE(0);
      if (isResponse(all.subarray(end))) return parse(all.subarray(0, end), all.subarray(end));
    }
  }

  async open(): Promise<this> {
    await this.ask(Op.OpenSession, 1);
    return this;
  }
}

const isResponse = (bytes: Buffer): boolean =>
  bytes.length >= 12 && bytes.readUInt32LE(0) === bytes.length && bytes.readUInt16LE(4) === ContainerType.response;

function parse(stream: Buffer, response: Buffer): Answer {
  const data = stream.length === 0 ? null : parseHeader(stream);
  return {
    data: data === null ? null : stream.subarray(12),
    declared: data === null ? null : data.length - 12,
    dataTid: data?.transactionId ?? null,
    code: response.readUInt16LE(6),
    tid: response.readUInt32LE(8),
    params: Array.from({ length: (response.length - 12) / 4 }, (_, i) => response.readUInt32LE(12 + i * 4)),
  };
}

export interface Setup extends Omit<VirtualMtpCameraOptions, 'knobs' | 'schedule' | 'storages'> {
  readonly entries?: readonly VirtualEntry[];
  readonly knobs?: Partial<Knobs>;
  readonly schedule?: FaultSchedule;
}

/** A camera with one file `A.MP4` of 2000 bytes, where nothing else is said. Its handle is 1. */
export function cameraWith({ entries, ...options }: Setup = {}): VirtualMtpCamera {
  return createVirtualMtpCamera({ ...options, storages: [{ entries: entries ?? [{ path: 'A.MP4', size: 2000 }] }] });
}

export async function connected(setup: Setup = {}): Promise<RawHost> {
  const camera = cameraWith(setup);
  return new RawHost(await camera.connect(), camera);
}

export async function opened(setup: Setup = {}): Promise<RawHost> {
  const host = await (await connected(setup)).open();
  await host.ask(Op.GetObjectHandles, ALL, 0, setup.knobs?.rootParent === 'zero-only' ? 0 : ALL);
  return host;
}
