/** Time that passes only when nothing else is going on: an hour of waiting runs in a moment, always in the same order. */
import type { HostTimers } from '../../vendor-host/timers.js';

export interface VirtualTimers extends HostTimers {
  /** Lets time pass until `work` is done. For work that waits for nothing but these timers. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Timers that were neither fired nor called off. */
  readonly pending: number;
}

export function createVirtualTimers(): VirtualTimers {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly fire: () => void }>();
  const fireNext = (): void => {
    const next = [...waiting].reduce((a, b) => (b.at < a.at ? b : a));
    waiting.delete(next);
    now = next.at;
    next.fire();
  };
  return {
    now: () => now,
    after: (ms, fire) => {
      const timer = { at: now + ms, fire };
      waiting.add(timer);
      return () => {
        waiting.delete(timer);
      };
    },
    run: async (work) => {
      const settled = { yet: false };
      const settle = (): void => {
        settled.yet = true;
      };
      work.then(settle, settle);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (settled.yet) return work;
        if (waiting.size === 0) throw new Error('the work waits for something that never happens');
        fireNext();
      }
    },
    get pending() {
      return waiting.size;
    },
  };
}
