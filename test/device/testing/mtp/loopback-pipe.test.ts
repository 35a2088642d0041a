/** The rules of packets, against a device that only does as it is told. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createVirtualTiming,
  type HostLine,
  type InAnswer,
  LoopbackPipe,
  type OutAnswer,
  type PacketEndpointHost,
  type VirtualTiming,
} from '../../../../src/device/testing/mtp/index.js';
import { read } from './support.js';

class ScriptedHost implements PacketEndpointHost {
  readonly maxPacket = 64;
  readonly interfaceNumber = 3;
  readonly bulk: InAnswer[] = [];
  readonly interrupts: InAnswer[] = [];
  readonly taken: Uint8Array[] = [];
  halted = false;
  out: OutAnswer = 'ok';
  control: InAnswer = 'nak';
  line: HostLine | null = null;

  attach(line: HostLine): () => void {
    this.line = line;
    return () => {
      this.line = null;
    };
  }

  takeBulkOut(bytes: Uint8Array): OutAnswer {
    if (this.out === 'ok') this.taken.push(bytes);
    return this.out;
  }

  nextBulkIn(): InAnswer {
    return this.halted ? 'stall' : (this.bulk.shift() ?? 'nak');
  }

  nextInterruptIn(): InAnswer {
    return this.interrupts.shift() ?? 'nak';
  }

  controlIn(): InAnswer {
    return this.control;
  }

  controlOut(): OutAnswer {
    return this.out;
  }

  clearHalt(): 'ok' {
    this.halted = false;
    return 'ok';
  }

  reset(): 'ok' {
    return 'ok';
  }

  give(...packets: number[]): void {
    for (const bytes of packets) this.bulk.push(Buffer.alloc(bytes, packets.length));
    this.line?.wake();
  }
}

let host: ScriptedHost;
let timing: VirtualTiming;
let pipe: LoopbackPipe;

beforeEach(() => {
  host = new ScriptedHost();
  timing = createVirtualTiming();
  pipe = new LoopbackPipe(host, timing);
});

const statusOf = async (transfer: Promise<{ status: string; bytes: number }>): Promise<[string, number]> => {
  const { status, bytes } = await transfer;
  return [status, bytes];
};

describe('bulk IN', () => {
  it.each([
    ['full', [64, 64, 64], 128, 128],
    ['a short packet', [64, 10, 64], 256, 74],
    ['a zero-length packet', [64, 0, 64], 256, 64],
    ['a zero-length packet at once', [0], 64, 0],
  ])('ends when it is %s', async (_, given, asked, got) => {
    host.give(...given);
    expect(await statusOf(pipe.bulkIn(new Uint8Array(asked), 0))).toEqual(['ok', got]);
  });

  it('takes a response right behind full data where too much was asked for', async () => {
    host.give(64, 64, 12);
    expect(await statusOf(pipe.bulkIn(new Uint8Array(640), 0))).toEqual(['ok', 140]);
  });

  it('refuses a length that no controller would take', () => {
    expect(() => pipe.bulkIn(new Uint8Array(63), 0)).toThrow(RangeError);
    expect(() => pipe.bulkIn(new Uint8Array(0), 0)).toThrow(RangeError);
    expect(pipe.pendingTransfers).toBe(0);
  });

  it('says overflow where a packet is longer than the space, and keeps what fits', async () => {
    host.give(64, 100, 5);
    expect(await statusOf(pipe.bulkIn(new Uint8Array(128), 0))).toEqual(['overflow', 128]);
    expect((await read(pipe)).bytes).toHaveLength(5);
  });

  it('serves several in the order they were asked for', async () => {
    const ended: number[] = [];
    const all = [64, 128, 64].map((bytes, i) =>
      pipe.bulkIn(new Uint8Array(bytes), 0).then((result) => {
        ended.push(i);
        return result.bytes;
      }),
    );
    expect(pipe.pendingTransfers).toBe(3);
    host.give(64, 64);
    host.give(64, 7);
    expect(await Promise.all(all)).toEqual([64, 128, 7]);
    expect(ended).toEqual([0, 1, 2]);
    expect(pipe.pendingTransfers).toBe(0);
  });

  it('keeps the bytes that came before a time-out', async () => {
    const began = timing.now();
    const transfer = pipe.bulkIn(new Uint8Array(256), 5000);
    host.give(64);
    expect(await statusOf(transfer)).toEqual(['timeout', 64]);
    expect(timing.now() - began).toBe(5000);
    expect(pipe.pendingTransfers).toBe(0);
  });

  it('fails everything that is queued on a halted endpoint until it is cleared', async () => {
    const queued = [pipe.bulkIn(new Uint8Array(128), 0), pipe.bulkIn(new Uint8Array(64), 0)];
    host.give(64);
    host.halted = true;
    host.give(64);
    expect(await Promise.all(queued.map(statusOf))).toEqual([
      ['stall', 64],
      ['stall', 0],
    ]);
    expect((await read(pipe)).status).toBe('stall');
    expect(await pipe.clearHalt('bulkIn')).toBe('ok');
    expect((await read(pipe)).bytes).toHaveLength(64);
  });

  it('gives back what it has when cancelled, and only there', async () => {
    const bulk = pipe.bulkIn(new Uint8Array(128), 0);
    const events = pipe.interruptIn(new Uint8Array(24), 0);
    host.give(64);
    await pipe.cancelBulkIn();
    expect(await statusOf(bulk)).toEqual(['cancelled', 64]);
    expect(pipe.pendingTransfers).toBe(1);
    host.interrupts.push(Buffer.alloc(16));
    host.line?.wake();
    expect(await statusOf(events)).toEqual(['ok', 16]);
  });
});

describe('the other endpoints', () => {
  it('bulk OUT waits while the device does not take it', async () => {
    host.out = 'nak';
    expect(await statusOf(pipe.bulkOut(Buffer.from('one'), 100))).toEqual(['timeout', 0]);
    const second = pipe.bulkOut(Buffer.from('two'), 100);
    host.out = 'ok';
    host.line?.wake();
    expect(await statusOf(second)).toEqual(['ok', 3]);
    expect(host.taken.map((bytes) => Buffer.from(bytes).toString())).toEqual(['two']);
    host.out = 'stall';
    expect(await statusOf(pipe.bulkOut(Buffer.from('three'), 100))).toEqual(['stall', 0]);
  });

  it('an interrupt transfer is one packet', async () => {
    host.interrupts.push(Buffer.alloc(16), Buffer.alloc(12), Buffer.alloc(40));
    expect(await statusOf(pipe.interruptIn(new Uint8Array(32), 0))).toEqual(['ok', 16]);
    expect(await statusOf(pipe.interruptIn(new Uint8Array(32), 0))).toEqual(['ok', 12]);
    expect(await statusOf(pipe.interruptIn(new Uint8Array(32), 0))).toEqual(['overflow', 32]);
    expect(await statusOf(pipe.interruptIn(new Uint8Array(32), 50))).toEqual(['timeout', 0]);
  });

  it('a control request answers, stalls, or times out', async () => {
    const setup = { type: 0x21, request: 0x67, value: 0, index: 3 };
    const into = new Uint8Array(4);
    host.control = Buffer.from([1, 2, 3, 4, 5, 6]);
    expect(await statusOf(pipe.controlIn(setup, into, 10))).toEqual(['ok', 4]);
    expect([...into]).toEqual([1, 2, 3, 4]);
    host.control = 'stall';
    expect(await statusOf(pipe.controlIn(setup, into, 10))).toEqual(['stall', 0]);
    host.control = 'nak';
    expect(await statusOf(pipe.controlIn(setup, into, 10))).toEqual(['timeout', 0]);
    expect(await statusOf(pipe.controlOut(setup, Buffer.alloc(6), 10))).toEqual(['ok', 6]);
  });
});

describe('the end', () => {
  const all = (): Promise<{ status: string; bytes: number }>[] => [
    pipe.bulkIn(new Uint8Array(64), 1000),
    pipe.interruptIn(new Uint8Array(64), 0),
    pipe.bulkOut(Buffer.from('x'), 1000),
    pipe.controlIn({ type: 0x21, request: 0x67, value: 0, index: 0 }, new Uint8Array(4), 1000),
  ];

  it('unplugging fails all transfers, those to come too', async () => {
    host.out = 'nak';
    const pending = all();
    host.line?.gone();
    expect((await Promise.all(pending)).map(({ status }) => status)).toEqual(Array(4).fill('gone'));
    expect((await Promise.all(all())).map(({ status }) => status)).toEqual(Array(4).fill('gone'));
    expect(await pipe.clearHalt('bulkIn')).toBe('gone');
    expect(await pipe.reset()).toBe('gone');
    await pipe.close();
  });

  it('closing cancels what is under way; twice is fine', async () => {
    host.out = 'nak';
    const pending = all();
    expect(pipe.pendingTransfers).toBe(4);
    await pipe.close();
    expect(pipe.pendingTransfers).toBe(0);
    expect((await Promise.all(pending)).map(({ status }) => status)).toEqual(Array(4).fill('cancelled'));
    expect(timing.pending).toBe(0);
    expect(host.line).toBeNull();
    await pipe.close();
  });
});
