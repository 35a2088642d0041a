/** Waiting for things that another process does, never for ever. */
import { setTimeout as sleep } from 'node:timers/promises';

/** A look may be a command in the guest, which takes its time from what is waited for. */
const LOOK_EVERY_MS = 250;

/** @throws Error with `what` when it does not hold in time */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: () => string,
  patienceMs: number,
): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > patienceMs) {
      throw new Error(`in vain for ${String(patienceMs / 1000)} s: ${what()}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** @throws Error with `what` when it is not settled in time */
export async function within<T>(promise: Promise<T>, what: () => string, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(patienceMs / 1000)} s: ${what()}`));
    }, patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export interface Later<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export function later<T>(): Later<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  // Whoever waits hears of it; that nobody waits any more is no error.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
