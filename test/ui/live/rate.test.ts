import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { heardMore, rateOf, timeLeft, type Progress } from '../../../src/ui/live/rate.js';

const at = (doneBytes: number, totalBytes = 1000) => ({ doneBytes, totalBytes, path: null });
const heard = (...steps: readonly (readonly [ms: number, bytes: number])[]): Progress =>
  steps.reduce<Progress | undefined>((before, [ms, bytes]) => heardMore(before, at(bytes), ms), undefined) ??
  heardMore(undefined, at(0), 0);

describe('the rate of a copy', () => {
  it('is not known from one moment, nor from moments close together', () => {
    expect(rateOf(heard([0, 10]))).toBeNull();
    expect(rateOf(heard([0, 10], [100, 20]))).toBeNull();
    expect(timeLeft(heard([0, 10]))).toBeNull();
  });

  it('is what came lately, so that a card that slows down shows it', () => {
    expect(rateOf(heard([0, 0], [1000, 100]))).toBe(100);
    const slowed = heard([0, 0], [1000, 500], [9000, 580], [17_000, 660]);
    expect(rateOf(slowed)).toBe(10);
    expect(timeLeft(slowed)).toBe(34_000);
  });

  it('starts anew where the copy does', () => {
    expect(rateOf(heard([0, 500], [1000, 900], [2000, 100], [3000, 150]))).toBe(50);
  });

  it('says nothing of the time left while nothing comes', () => {
    expect(timeLeft(heard([0, 500], [5000, 500]))).toBeNull();
  });

  it('is never negative and remembers little', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5000), fc.nat(1000)), { minLength: 1, maxLength: 200 }), (steps) => {
        let ms = 0;
        const end = heard(...steps.map(([later, bytes]): [number, number] => [(ms += later), bytes]));
        expect(rateOf(end) ?? 0).toBeGreaterThanOrEqual(0);
        const old = end.heard.filter((h) => ms - h.at >= 8000);
        expect(old.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
