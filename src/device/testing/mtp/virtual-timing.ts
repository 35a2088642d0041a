/** Time that stands still while anything can run, and then jumps to the next timer: hours of waiting take a moment. */
import type { Timing } from '../../usb/timing.js';

/** What the virtual camera's side of the cable needs of time. */
export interface DeviceTiming extends Timing {
  /** Runs once, unless it is taken back before by calling what this answers. */
  after(ms: number, run: () => void): () => void;
}

export interface VirtualTiming extends DeviceTiming {
  /**
   * Time stands still until the work has settled. Needed only for work the event loop cannot be asked about, such as
   * that of another thread; file and crypto requests of this one are seen without it.
   */
  during<T>(work: Promise<T>): Promise<T>;
  /** Timers that are not yet due. */
  readonly pending: number;
}

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** Turns of the event loop without a new timer before time moves on: promises of other subsystems take a few. */
const QUIET_TURNS = 8;

/** Whether Node waits for a file or crypto request, whose promise cannot settle in any number of turns. */
const requestsUnderWay = (): boolean => process.getActiveResourcesInfo().some((name) => /req/i.test(name));

class JumpingTiming implements VirtualTiming {
  /** Ordered by due time; equal ones in the order they were asked for. */
  readonly #timers: Timer[] = [];
  #now = 0;
  #held = 0;
  #quiet = 0;
  #watching = false;

  get pending(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  after(ms: number, run: () => void): () => void {
    const timer = { due: this.#now + Math.max(0, ms), run };
    const later = this.#timers.findIndex(({ due }) => due > timer.due);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, timer);
    this.#quiet = 0;
    if (!this.#watching) {
      this.#watching = true;
      setImmediate(this.#turn);
    }
    return () => {
      const at = this.#timers.indexOf(timer);
      if (at >= 0) this.#timers.splice(at, 1);
      this.#quiet = 0;
    };
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.#held++;
    try {
      return await work;
    } finally {
      this.#held--;
    }
  }

  readonly #turn = (): void => {
    this.#quiet = this.#held > 0 || requestsUnderWay() ? 0 : this.#quiet + 1;
    if (this.#quiet > QUIET_TURNS) this.#jump();
    this.#watching = this.#timers.length > 0;
    if (this.#watching) setImmediate(this.#turn);
  };

  #jump(): void {
    const next = this.#timers.shift();
    if (next === undefined) return;
    this.#now = next.due;
    this.#quiet = 0;
    next.run();
  }
}

export const createVirtualTiming = (): VirtualTiming => new JumpingTiming();
