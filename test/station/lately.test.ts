import { expect, it } from 'vitest';
import { lately } from '../../src/station/lately.js';

it('the first answer is waited for; afterwards the one of lately is given while another is asked for', async () => {
  let [now, asked] = [0, 0];
  let answer: (value: number) => void = () => undefined;
  const value = lately(
    () =>
      new Promise<number>((resolve) => {
        asked += 1;
        answer = resolve;
      }),
    1000,
    () => now,
  );
  const first = [value(), value()];
  answer(1);
  expect([await Promise.all(first), asked]).toEqual([[1, 1], 1]);
  now = 999;
  expect([await value(), asked]).toEqual([1, 1]);
  now = 1000;
  expect([await value(), await value(), asked]).toEqual([1, 1, 2]);
  answer(2);
  await Promise.resolve();
  expect([await value(), asked]).toEqual([2, 2]);
});

it('a failure is told once, and then asked for anew', async () => {
  let fails = true;
  const value = lately(() => (fails ? Promise.reject(new Error('no disk')) : Promise.resolve(1)), 1000);
  await expect(value()).rejects.toThrow('no disk');
  fails = false;
  expect(await value()).toBe(1);
});
