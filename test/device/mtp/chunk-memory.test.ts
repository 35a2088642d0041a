import { describe, expect, it } from 'vitest';
import { ChunkMemory } from '../../../src/device/mtp/chunk-memory.js';

describe('memory for transfers', () => {
  it('is given out again once it was given back, whole', () => {
    const memory = new ChunkMemory();
    const first = memory.take(100);
    const second = memory.take(100);
    expect(second.buffer).not.toBe(first.buffer);
    // A chunk that was consumed bit by bit comes back as its last bit.
    memory.giveBack(first.subarray(60));
    const third = memory.take(80);
    expect(third.buffer).toBe(first.buffer);
    expect([third.byteOffset, third.length]).toEqual([0, 80]);
  });

  it('is never given out for more than it holds, nor twice at a time', () => {
    const memory = new ChunkMemory();
    memory.giveBack(memory.take(50));
    const large = memory.take(51);
    expect(large.length).toBe(51);
    expect(memory.take(50).buffer).not.toBe(memory.take(50).buffer);
  });

  it('keeps nothing that is not its own', () => {
    const memory = new ChunkMemory();
    const foreign = new Uint8Array(100);
    memory.giveBack(foreign);
    expect(memory.take(100).buffer).not.toBe(foreign.buffer);
  });
});
