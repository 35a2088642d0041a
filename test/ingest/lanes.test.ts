import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextToServe } from '../../src/ingest/fair-order.js';
import { Lanes } from '../../src/ingest/lanes.js';

describe('who is next', () => {
  const waiting = [
    { visitId: 'a', slot: 's1', servedBytes: 30 },
    { visitId: 'b', slot: 's2', servedBytes: 10 },
    { visitId: 'c', slot: 's3', servedBytes: 10 },
  ];

  it('is the one that had least, of equals the first to come', () => {
    expect(nextToServe(waiting, null)).toBe('b');
    expect(nextToServe([...waiting].reverse(), null)).toBe('c');
  });

  it('is the priority slot before all others', () => {
    expect(nextToServe(waiting, 's1')).toBe('a');
    expect(nextToServe(waiting, 'empty slot')).toBe('b');
  });

  it('is nobody when nobody waits', () => {
    expect(nextToServe([], null)).toBeUndefined();
    expect(nextToServe([], 's1')).toBeUndefined();
  });
});

describe('lanes', () => {
  /** Asks for a turn and notes that it was given. */
  const asker =
    (lanes: Lanes, turns: string[]) =>
    (id: string): void => {
      lanes.request(id, `slot ${id}`, () => {
        turns.push(id);
      });
    };

  /** A release is weighed together with what is asked for in the same turn of the event loop. */
  const released = (): Promise<void> => Promise.resolve();

  it('serve no more than there are', async () => {
    const [lanes, turns] = [new Lanes(2, null), [] as string[]];
    const ask = asker(lanes, turns);
    ['a', 'b', 'c', 'd'].forEach(ask);
    expect(turns).toEqual(['a', 'b']);
    lanes.release('b', 10);
    await released();
    expect(turns).toEqual(['a', 'b', 'c']);
  });

  it('take turns', () => {
    const [lanes, turns] = [new Lanes(1, null), [] as string[]];
    const ask = asker(lanes, turns);
    ['a', 'b', 'c'].forEach(ask);
    for (let i = 0; i < 6; i += 1) {
      const now = turns.at(-1) ?? '';
      lanes.release(now, 100);
      ask(now);
    }
    expect(turns).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a']);
  });

  it('let the priority slot go first, from when it is set', async () => {
    const [lanes, turns] = [new Lanes(1, null), [] as string[]];
    const ask = asker(lanes, turns);
    ['a', 'b', 'c'].forEach(ask);
    lanes.setPriority('slot c');
    expect(lanes.prioritySlot).toBe('slot c');
    lanes.release('a', 1);
    ask('a');
    await released();
    lanes.release('c', 1_000_000);
    ask('b');
    await released();
    expect(turns).toEqual(['a', 'c', 'b']);
    lanes.setPriority(null);
    expect(lanes.prioritySlot).toBeNull();
  });

  it('let a camera docked late start level', () => {
    const [lanes, turns] = [new Lanes(1, null), [] as string[]];
    const ask = asker(lanes, turns);
    ask('a');
    for (let i = 0; i < 5; i += 1) {
      lanes.release('a', 1000);
      ask('a');
    }
    ask('late');
    const before = turns.length;
    for (let i = 0; i < 6; i += 1) {
      const now = turns.at(-1) ?? '';
      lanes.release(now, 1000);
      ask(now);
    }
    const since = turns.slice(before);
    expect(since.filter((id) => id === 'late').length).toBe(3);
  });

  it('are free again when a visit ends, waiting or served', () => {
    const [lanes, turns] = [new Lanes(1, null), [] as string[]];
    const ask = asker(lanes, turns);
    ['a', 'b', 'c'].forEach(ask);
    lanes.forget('b');
    lanes.forget('a');
    expect(turns).toEqual(['a', 'c']);
  });

  it('give equal demands bytes that differ by at most one turn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 2 ** 32 }),
        fc.integer({ min: 1, max: 100 }),
        (cameras, bytes, turnsGiven) => {
          const lanes = new Lanes(1, null);
          const turns: string[] = [];
          const ask = asker(lanes, turns);
          const served = new Map(Array.from({ length: cameras }, (_, i) => [`v${String(i)}`, 0]));
          for (const id of served.keys()) ask(id);
          for (let turn = 0; turn < turnsGiven; turn += 1) {
            const now = turns.at(-1) ?? '';
            served.set(now, (served.get(now) ?? 0) + bytes);
            lanes.release(now, bytes);
            ask(now);
            const all = [...served.values()];
            expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(bytes);
          }
        },
      ),
    );
  });

  it('never starve anybody, whatever the number of lanes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 8 }),
        fc.infiniteStream(fc.nat()),
        (count, cameras, pick) => {
          const lanes = new Lanes(count, null);
          const busy: string[] = [];
          const had = new Map<string, number>();
          const ask = (id: string): void => {
            lanes.request(id, id, () => {
              busy.push(id);
              had.set(id, (had.get(id) ?? 0) + 1);
            });
          };
          for (let i = 0; i < cameras; i += 1) ask(`v${String(i)}`);
          for (let step = 0; step < cameras * 10; step += 1) {
            expect(busy.length).toBe(Math.min(count, cameras));
            // Whichever of those under way is done first.
            const [done = ''] = busy.splice((pick.next().value ?? 0) % busy.length, 1);
            lanes.release(done, 10);
            ask(done);
          }
          // Each had a turn, except one that may hold on to its first for ever while others are done sooner.
          expect(had.size).toBe(cameras);
        },
      ),
      { numRuns: 60 },
    );
  });
});
