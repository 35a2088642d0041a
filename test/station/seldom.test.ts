import { expect, it } from 'vitest';
import { seldom } from '../../src/station/seldom.js';

it('what is dear is worked out in a fiftieth of the time, and what is cheap nearly every time', () => {
  let [now, cost, count] = [0, 10, 0];
  const value = seldom(
    () => {
      now += cost;
      count += 1;
      return count;
    },
    () => now,
  );
  expect([value(), value(), now]).toEqual([1, 1, 10]);
  now = 499;
  expect(value()).toBe(1);
  now = 500;
  cost = 0;
  expect(value()).toBe(2);
  expect(value()).toBe(3);
  now = 0;
  cost = 10;
  for (; now < 10_000; now += 1) value();
  expect(count - 3).toBeLessThanOrEqual(10_000 / 50 / 10);
});

it('a failure is not kept', () => {
  let fails = true;
  const value = seldom(() => {
    if (fails) throw new Error('no');
    return 1;
  });
  expect(value).toThrow('no');
  fails = false;
  expect(value()).toBe(1);
});
