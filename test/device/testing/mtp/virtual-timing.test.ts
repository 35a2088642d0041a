import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../../../src/domain/time.js';
import { createVirtualTiming } from '../../../../src/device/testing/mtp/index.js';

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('virtual timing', () => {
  it('sleeps for hours in a moment, in the right order', async () => {
    const timing = createVirtualTiming();
    const began = monotonicMs();
    const order: string[] = [];
    const nap = async (name: string, ms: number): Promise<void> => {
      await timing.sleep(ms);
      order.push(`${name}@${String(timing.now())}`);
    };
    await Promise.all([nap('c', 7_200_000), nap('a', 20_000), nap('b', 3_600_000), nap('b2', 3_600_000)]);
    expect(order).toEqual(['a@20000', 'b@3600000', 'b2@3600000', 'c@7200000']);
    expect(monotonicMs() - began).toBeLessThan(1000);
    expect(timing.pending).toBe(0);
  });

  it('does not move on while something needs a few turns of the event loop', async () => {
    const timing = createVirtualTiming();
    let late = false;
    const stop = timing.after(1000, () => (late = true));
    await turns(5);
    stop();
    await turns(50);
    expect(late).toBe(false);
    expect(timing.now()).toBe(0);
  });

  it('stands still while a file is read, and while it is told to', async () => {
    const timing = createVirtualTiming();
    let late = false;
    const stop = timing.after(1, () => (late = true));
    await readFile('/proc/self/status');
    expect(late).toBe(false);
    await timing.during(new Promise((resolve) => setTimeout(resolve, 20)));
    expect(late).toBe(false);
    stop();
    await timing.sleep(5);
    expect(late).toBe(false);
  });

  it('runs a timer once and takes back another', async () => {
    const timing = createVirtualTiming();
    let ran = 0;
    timing.after(10, () => (ran += 1));
    timing.after(20, () => (ran += 10))();
    await timing.sleep(30);
    expect(ran).toBe(1);
    expect(timing.now()).toBe(30);
  });
});
