import { expect, it } from 'vitest';
import { whileSame } from '../../src/station/while-same.js';

it('what nothing has changed is worked out once a second, and at once after a change', () => {
  let [state, now, count] = [0, 0, 0];
  const value = whileSame(
    () => {
      count += 1;
      return `${String(state)} ${String(count)}`;
    },
    () => state,
    () => now,
  );
  expect([value(), value()]).toEqual(['0 1', '0 1']);
  state = 1;
  expect([value(), value()]).toEqual(['1 2', '1 2']);
  now = 999;
  expect(value()).toBe('1 2');
  now = 1_000;
  expect([value(), value()]).toEqual(['1 3', '1 3']);
});

it('a failure is not kept', () => {
  let fails = true;
  const value = whileSame(
    () => {
      if (fails) throw new Error('no');
      return 1;
    },
    () => 0,
    () => 0,
  );
  expect(value).toThrow('no');
  fails = false;
  expect(value()).toBe(1);
});
