import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StartTurns } from '../../../src/ingest/visit/start-turns.js';

/** When each was started that was asked for at these times. */
function startedAt(asked: readonly number[]): readonly number[] {
  let now = 0;
  const started: number[] = [];
  const turns = new StartTurns(
    () => now,
    (act, ms) => {
      const asking = now;
      now += ms;
      act();
      now = asking;
    },
  );
  for (const at of asked) {
    now = at;
    turns.start(() => started.push(now));
  }
  return started;
}

it('one visit is started at once; those of one moment one after the other', () => {
  expect(startedAt([5, 1000, 1000, 1000, 1001])).toEqual([5, 1000, 1020, 1040, 1060]);
});

it('every visit is started, in its turn, and none waits longer than half a second', () => {
  const times = fc.array(fc.nat(300), { maxLength: 60 });
  fc.assert(
    fc.property(times, (gaps) => {
      let at = 0;
      const asked = gaps.map((gap) => (at += gap % 30 === 0 ? gap : gap % 7));
      const started = startedAt(asked);
      expect(started).toHaveLength(asked.length);
      expect(started).toEqual([...started].sort((a, b) => a - b));
      for (const [i, when] of started.entries()) {
        expect(when).toBeGreaterThanOrEqual(asked[i] ?? NaN);
        expect(when - (asked[i] ?? NaN)).toBeLessThanOrEqual(500);
      }
    }),
  );
});
