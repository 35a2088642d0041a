import { expect, it } from 'vitest';
import { pointAt, shapeOf } from '../../../src/ui/clip/track-shape.js';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

it('draws north up and east right, true to scale, within the drawing', () => {
  // A kilometre north, then as far east: a degree of longitude is half as long at 60 degrees north.
  const degree = 1000 / 111_320;
  const { dots, bar } = shapeOf([at(60, 25), at(60 + degree, 25), at(60 + degree, 25 + 2 * degree)], 400, 300);
  const [a, b, c] = dots;
  if (a === undefined || b === undefined || c === undefined) throw new Error('three points, three dots');
  expect(b.x).toBeCloseTo(a.x);
  expect(c.y).toBeCloseTo(b.y);
  expect(a.y - b.y).toBeGreaterThan(0);
  expect((c.x - b.x) / (a.y - b.y)).toBeCloseTo(1, 2);
  for (const { x, y } of dots) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(400);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(300);
  }
  expect(bar.length / (a.y - b.y)).toBeCloseTo(bar.metres / 1000, 2);
  expect(bar.metres).toBe(200);
});

it('does not blow the scatter of a camera that stands still up to a journey', () => {
  const { dots } = shapeOf([at(24.48, 118.08), at(24.48001, 118.08)], 400, 300);
  expect(Math.abs((dots[0]?.y ?? 0) - (dots[1]?.y ?? 0))).toBeLessThan(15);
});

it('has no dots where there are no points', () => {
  expect(shapeOf([], 400, 300).dots).toEqual([]);
});

it('tells which point was measured last by then', () => {
  const points = [{ offsetMs: null }, { offsetMs: 1000 }, { offsetMs: 2000 }];
  expect([500, 1000, 1999, 9000].map((ms) => pointAt(points, ms))).toEqual([-1, 1, 1, 2]);
});
