import { describe, expect, it } from 'vitest';
import { createVirtualTimers } from '../../../src/device/testing/vendor-host/index.js';
import { pollForVolume, systemTimers } from '../../../src/device/vendor-host/index.js';
import { sleep, within } from '../../../src/device/vendor-host/timers.js';
import { candidateAt } from '../support.js';

describe('a deadline', () => {
  it('leaves no timer behind', async () => {
    const timers = createVirtualTimers();
    expect(await within(timers, 1000, () => Promise.resolve(1))).toEqual({ late: false, value: 1 });
    await expect(within(timers, 1000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(timers.pending).toBe(0);
  });

  it('aborts what takes too long and drops its error', async () => {
    const timers = createVirtualTimers();
    let aborted = false;
    const work = (signal: AbortSignal): Promise<never> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('called off'));
        });
      });
    expect(await timers.run(within(timers, 1000, work))).toEqual({ late: true });
    expect([aborted, timers.now()]).toEqual([true, 1000]);
  });

  it('hands on what comes too late, so that it can be given free', async () => {
    const timers = createVirtualTimers();
    const late: string[] = [];
    const work = (): Promise<string> => sleep(timers, 2000).then(() => 'a handle');
    expect(await timers.run(within(timers, 1000, work, (value) => late.push(value)))).toEqual({ late: true });
    await timers.run(sleep(timers, 1500));
    expect(late).toEqual(['a handle']);
  });

  it('works on the real clock', async () => {
    const before = systemTimers.now();
    expect(await within(systemTimers, 20, () => new Promise(() => undefined))).toEqual({ late: true });
    expect(systemTimers.now() - before).toBeGreaterThan(15);
  });
});

describe('waiting for a volume', () => {
  const here = candidateAt('/media/a', { slot: 'usb:3-1' });

  it('looks until it is there', async () => {
    const timers = createVirtualTimers();
    const wait = pollForVolume(() => Promise.resolve(timers.now() >= 2500 ? [here] : []), timers, 1000);
    const { signal } = new AbortController();
    expect(await timers.run(wait('usb:3-1', { timeoutMs: 9000, signal }))).toBe(here);
    expect(timers.now()).toBe(3000);
  });

  it('gives up in time, and looks once more at the very end', async () => {
    const timers = createVirtualTimers();
    const looks: number[] = [];
    const scan = (): Promise<never[]> => {
      looks.push(timers.now());
      return Promise.resolve([]);
    };
    const { signal } = new AbortController();
    expect(await timers.run(pollForVolume(scan, timers, 1000)('usb:3-1', { timeoutMs: 2500, signal }))).toBeNull();
    expect(looks).toEqual([0, 1000, 2000, 2500]);
  });

  it('ends when it is called off', async () => {
    const timers = createVirtualTimers();
    const limits = { timeoutMs: 1e9, signal: AbortSignal.abort() };
    expect(await pollForVolume(() => Promise.resolve([]), timers, 1000)('usb:3-1', limits)).toBeNull();
  });
});
