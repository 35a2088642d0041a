/** Waiting, handed in, so that tests run hours of it in a moment; and deadlines, which leave no timer behind. */
import { monotonicMs } from '../../domain/time.js';

export interface HostTimers {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Calls `fire` once after so many milliseconds. What it answers calls that off. */
  after(ms: number, fire: () => void): () => void;
}

export const systemTimers: HostTimers = {
  now: monotonicMs,
  after: (ms, fire) => {
    const timer = setTimeout(fire, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

export const sleep = (timers: HostTimers, ms: number): Promise<void> =>
  new Promise((resolve) => {
    timers.after(Math.max(0, ms), resolve);
  });

export type Timely<T> = { readonly late: false; readonly value: T } | { readonly late: true };

/**
 * What `work` comes to within `ms`. Past that the signal it was given is aborted and nobody waits for it any longer;
 * a value that comes too late goes to `discard`, an error that does is dropped.
 */
export async function within<T>(
  timers: HostTimers,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  discard: (value: T) => void = () => undefined,
): Promise<Timely<T>> {
  const controller = new AbortController();
  const isLate = (): boolean => controller.signal.aborted;
  let callOff = (): void => undefined;
  const expiry = new Promise<Timely<T>>((resolve) => {
    callOff = timers.after(Math.max(0, ms), () => {
      controller.abort(new Error(`not done after ${String(ms)} ms`));
      resolve({ late: true });
    });
  });
  const working = (async (): Promise<Timely<T>> => {
    try {
      const value = await work(controller.signal);
      if (isLate()) discard(value);
      return { late: false, value };
    } catch (error) {
      if (isLate()) return { late: true };
      throw error;
    }
  })();
  try {
    return await Promise.race([expiry, working]);
  } finally {
    callOff();
  }
}
