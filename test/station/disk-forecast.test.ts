import { describe, expect, it } from 'vitest';
import { diskForecast } from '../../src/station/disk-forecast.js';

const GIB = 2 ** 30;
const DISK = { diskBytes: 1000 * GIB, freeBytes: 110 * GIB, reserveBytes: 10 * GIB };

describe('the forecast of the disk', () => {
  it('goes by the last fourteen days, and never counts the reserve', () => {
    const taken = new Map([
      ['2026-02-01', 900 * GIB],
      ['2026-02-18', 10 * GIB],
      ['2026-03-03', 18 * GIB],
    ]);
    const found = diskForecast(DISK, taken, '2025-06-01', '2026-03-03');
    expect(found.days.map((d) => d.day)).toHaveLength(14);
    expect([found.days[0], found.days.at(-1)]).toEqual([
      { day: '2026-02-18', bytes: 10 * GIB },
      { day: '2026-03-03', bytes: 18 * GIB },
    ]);
    expect([found.perDay, found.daysLeft]).toEqual([2 * GIB, 50]);
  });

  it('of a new station goes by the days it has run', () => {
    const found = diskForecast(DISK, new Map([['2026-03-03', 20 * GIB]]), '2026-03-02', '2026-03-03');
    expect([found.perDay, found.daysLeft]).toEqual([10 * GIB, 10]);
  });

  it('is none where nothing came in, and nought where the reserve is reached', () => {
    expect(diskForecast(DISK, new Map(), null, '2026-03-03')).toMatchObject({ perDay: null, daysLeft: null });
    const full = { ...DISK, freeBytes: 5 * GIB };
    const taken = new Map([['2026-03-03', GIB]]);
    expect(diskForecast(full, taken, '2026-03-03', '2026-03-03').daysLeft).toBe(0);
  });
});
