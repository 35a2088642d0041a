import { beforeEach, describe, expect, it } from 'vitest';
import type { StationStatus, VisitEvent } from '../../../src/web/api-types.js';
import { StationLive } from '../../../src/ui/live/station-live.js';

const STATUS = { clips: 1 } as StationStatus;

/** A station that answers or does not, and a clock that goes when the test says so. */
class Around {
  up = true;
  asked = 0;
  /** Answers are on their way until the test lets them come. */
  held: (() => void)[] | null = null;
  streams: {
    open: () => void;
    event: (event: VisitEvent) => void;
    broken: () => void;
    closed: boolean;
    progress: boolean;
  }[] = [];
  #due: { at: number; act: () => void }[] = [];
  #now = 0;
  random = 0;

  readonly live = new StationLive({
    status: () => {
      this.asked++;
      const { held } = this;
      if (held !== null)
        return new Promise((resolve) => {
          held.push(() => {
            resolve(STATUS);
          });
        });
      return this.up ? Promise.resolve(STATUS) : Promise.reject(new Error('away'));
    },
    listen: (on, progress) => {
      const stream = { ...on, closed: false, progress };
      this.streams.push(stream);
      return {
        close: () => {
          stream.closed = true;
        },
      };
    },
    now: () => this.#now,
    random: () => this.random,
    later: (act, ms) => {
      const one = { at: this.#now + ms, act };
      this.#due.push(one);
      return () => {
        this.#due = this.#due.filter((d) => d !== one);
      };
    },
  });

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#due.filter((d) => d.at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#due = this.#due.filter((d) => d !== next);
      this.#now = next.at;
      next.act();
      for (let i = 0; i < 5; i++) await Promise.resolve();
    }
    this.#now = end;
  }

  get stream() {
    const last = this.streams.at(-1);
    if (last === undefined) throw new Error('nobody listens');
    return last;
  }
}

let around: Around;
beforeEach(() => {
  around = new Around();
  around.live.start();
});

describe('what the page knows of the station', () => {
  it('is asked for once it listens, so that nothing is missed between', async () => {
    expect(around.asked).toBe(0);
    around.stream.open();
    await around.pass(0);
    expect(around.live.status.get()).toBe(STATUS);
  });

  it('is asked for once for many events that come together, and now and then without any', async () => {
    around.stream.open();
    await around.pass(0);
    for (let i = 0; i < 20; i++) around.stream.event({ type: 'left', slot: String(i) });
    await around.pass(200);
    expect(around.asked).toBe(1);
    await around.pass(5_000);
    expect(around.asked).toBe(2);
    await around.pass(9_000);
    expect(around.asked).toBe(2);
    await around.pass(1_000);
    expect(around.asked).toBe(3);
  });

  it('is asked for soon where the dock is on the screen, also while it never gets quiet there', async () => {
    around.stream.open();
    await around.pass(1_000);
    const leave = around.live.attend();
    around.stream.event({ type: 'docked', slot: '1' });
    await around.pass(120);
    expect(around.asked).toBe(2);
    for (let i = 0; i < 100; i++) {
      around.stream.event({ type: 'left', slot: String(i) });
      await around.pass(50);
    }
    expect(around.asked).toBe(2 + 10);
    leave();
    for (let i = 0; i < 100; i++) {
      around.stream.event({ type: 'left', slot: String(i) });
      await around.pass(50);
    }
    expect(around.asked).toBeLessThanOrEqual(2 + 10 + 2);
  });

  it('is asked for later by some pages than by others where none of them shows the dock', async () => {
    around.random = 0.5;
    around.stream.open();
    await around.pass(6_000);
    around.stream.event({ type: 'docked', slot: '1' });
    await around.pass(1_000);
    // More that happens does not make it sooner or later.
    around.stream.event({ type: 'left', slot: '1' });
    await around.pass(100);
    expect(around.asked).toBe(1);
    await around.pass(50);
    expect(around.asked).toBe(2);
    around.live.attend();
    await around.pass(500);
    around.stream.event({ type: 'docked', slot: '1' });
    await around.pass(120);
    expect(around.asked).toBeGreaterThan(2);
  });

  it('is asked for once at a time, and again where something happened while the answer was on its way', async () => {
    around.held = [];
    around.stream.open();
    await around.pass(0);
    for (let i = 0; i < 20; i++) {
      around.stream.event({ type: 'left', slot: String(i) });
      await around.pass(200);
    }
    expect(around.asked).toBe(1);
    around.held.forEach((come) => {
      come();
    });
    await around.pass(0);
    await around.pass(200);
    expect(around.asked).toBe(1);
    await around.pass(5_000);
    expect(around.asked).toBe(2);
  });

  it('is asked for anew where an answer never comes', async () => {
    around.held = [];
    around.stream.open();
    await around.pass(0);
    await around.pass(10_000);
    expect(around.asked).toBe(2);
  });

  it('tells how far copies are where somebody looks at the dock, over one stream at a time', async () => {
    const open = (): boolean[] => around.streams.filter(({ closed }) => !closed).map(({ progress }) => progress);
    expect(open()).toEqual([false]);
    around.stream.open();
    await around.pass(0);
    const leaves = [around.live.attend(), around.live.attend()];
    expect(open()).toEqual([true]);
    leaves[0]?.();
    expect(open()).toEqual([true]);
    leaves[1]?.();
    expect(open()).toEqual([false]);
    around.stream.open();
    await around.pass(0);
    expect(around.streams).toHaveLength(3);
    // What happened between two streams is in the answer that each of them begins with.
    expect(around.asked).toBe(2);
  });

  it('goes on with how far a visit is without asking', async () => {
    around.stream.open();
    await around.pass(0);
    around.stream.event({ type: 'progress', visit: 'v_1', doneBytes: 5, totalBytes: 10, path: 'a' });
    await around.pass(500);
    expect(around.asked).toBe(1);
    expect(around.live.progress.get().get('v_1')).toMatchObject({ doneBytes: 5, totalBytes: 10 });
  });

  it('comes back by itself when the daemon does, and asks for everything anew', async () => {
    around.stream.open();
    await around.pass(0);
    around.up = false;
    around.stream.broken();
    await around.pass(5_000);
    expect(around.streams).toHaveLength(1);
    expect(around.stream.closed).toBe(true);
    around.up = true;
    await around.pass(1_000);
    expect(around.streams).toHaveLength(2);
    around.stream.event({ type: 'progress', visit: 'v_1', doneBytes: 5, totalBytes: 10, path: 'a' });
    around.stream.open();
    expect(around.live.progress.get().size).toBe(0);
  });

  it('is silent after it was stopped', async () => {
    around.stream.open();
    await around.pass(0);
    around.live.stop();
    await around.pass(60_000);
    expect(around.asked).toBe(1);
    expect(around.stream.closed).toBe(true);
  });
});
