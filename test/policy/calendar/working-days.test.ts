import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, endOfDay, weekday } from '../../../src/domain/time.js';
import { parseLocalCalendar, shippedYears } from '../../../src/policy/calendar/load.js';
import { yearFile } from '../../../src/policy/calendar/schema.js';
import { addWorkingDays, missingYear, workingCalendar } from '../../../src/policy/calendar/working-days.js';

const shipped = shippedYears();
const calendar = workingCalendar(shipped);
const KNOWN = { from: '2024-01-01', days: 1000 };

describe('the years that come with this version', () => {
  it('are those of the notices, without a gap', () => {
    expect(calendar.years).toEqual([2024, 2025, 2026]);
    expect(calendar.knownThrough).toBe('2026-12-31');
  });

  it.each([
    // Working days of the year by the notice: the law gives 13 days off from 2025, 11 before that.
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days, as the law on days off counts them', (year, count) => {
    let found = 0;
    for (let d = `${String(year)}-01-01`; d.startsWith(String(year)); d = addDays(d, 1)) {
      if (calendar.of(d).working === true) found += 1;
    }
    expect(found).toBe(count);
  });

  it('say why a day is or is not worked', () => {
    expect(calendar.of('2026-02-14')).toEqual({ working: true, why: 'makeUpDay', name: null });
    expect(calendar.of('2026-02-16')).toEqual({ working: false, why: 'holiday', name: '春节' });
    expect(calendar.of('2026-11-21')).toEqual({ working: false, why: 'weekend', name: null });
    expect(calendar.of('2026-11-20')).toEqual({ working: true, why: 'weekday', name: null });
    expect(calendar.of('2027-01-01')).toEqual({ working: null, why: 'unknown', name: null });
    expect(calendar.of('2023-12-29').working).toBeNull();
  });
});

describe('TJ-21, PD-15: so many working days, the first day not counted', () => {
  it.each([
    ['2026-02-12', 2, '2026-02-14', false],
    ['2025-09-30', 3, '2025-10-11', false],
    ['2026-09-30', 3, '2026-10-10', false],
    ['2026-04-30', 2, '2026-05-07', false],
    ['2026-02-13', 2, '2026-02-24', false],
    ['2026-12-30', 3, '2027-01-02', true],
    ['2026-12-30', 1, '2026-12-31', false],
  ])('%s and %i is %s (provisional: %s)', (start, count, day, provisional) => {
    expect(addWorkingDays(calendar, start, count)).toMatchObject({ day, provisional });
  });

  it('names the days that did not count', () => {
    expect(addWorkingDays(calendar, '2026-11-20', 1).skipped).toEqual([
      { day: '2026-11-21', why: 'weekend', name: null },
      { day: '2026-11-22', why: 'weekend', name: null },
    ]);
  });

  it.each([0, -1, 1.5, NaN])('refuses to count %d days', (count) => {
    expect(() => addWorkingDays(calendar, '2026-03-02', count)).toThrow(RangeError);
  });

  it('ends on a working day, with exactly so many working days after the start', () => {
    fc.assert(
      fc.property(fc.nat({ max: KNOWN.days }), fc.integer({ min: 1, max: 20 }), (offset, count) => {
        const start = addDays(KNOWN.from, offset);
        const { day, provisional } = addWorkingDays(calendar, start, count);
        expect(provisional).toBe(false);
        let worked = 0;
        for (let d = addDays(start, 1); d <= day; d = addDays(d, 1)) if (calendar.of(d).working === true) worked += 1;
        expect([worked, calendar.of(day).working]).toEqual([count, true]);
      }),
    );
  });

  it('never ends earlier for a later start or a larger count', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1200 }),
        fc.nat({ max: 30 }),
        fc.integer({ min: 1, max: 10 }),
        (offset, later, count) => {
          const start = addDays('2023-12-01', offset);
          const end = addWorkingDays(calendar, start, count).day;
          expect(addWorkingDays(calendar, addDays(start, later), count).day >= end).toBe(true);
          expect(addWorkingDays(calendar, start, count + 1).day > end).toBe(true);
        },
      ),
    );
  });

  it('past the known years is the earliest possible: whatever the notice will say, the true end is not earlier', () => {
    const notice = fc.record({
      off: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }),
      worked: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(notice, fc.nat({ max: 30 }), fc.integer({ min: 1, max: 5 }), ({ off, worked }, offset, count) => {
        const days = [
          ...off.map((n) => ({ day: addDays('2027-01-01', n), working: false, why: 'x' })),
          ...worked
            .filter((n) => !off.includes(n))
            .map((n) => ({ day: addDays('2027-01-01', n), working: true, why: 'x' })),
        ];
        const future = workingCalendar(
          [...shipped, { year: 2027, source: 'x', issued: '2026-11-05', holidays: [], makeUpDays: [] }],
          { years: [], days },
        );
        const start = addDays('2026-12-20', offset);
        const now = addWorkingDays(calendar, start, count);
        const then = addWorkingDays(future, start, count);
        expect(now.day <= then.day).toBe(true);
        if (!now.provisional) expect(then.day).toBe(now.day);
      }),
    );
  });
});

describe('a bureau’s own calendar', () => {
  const year2027 = {
    year: 2027,
    source: 'notice',
    issued: '2026-11-05',
    holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
    makeUpDays: [],
  };

  it('brings the next year, and the limit is no longer provisional', () => {
    const local = parseLocalCalendar(JSON.stringify({ years: [year2027] }), 'calendar.json');
    const mine = workingCalendar(shipped, local);
    expect(mine.knownThrough).toBe('2027-12-31');
    expect(addWorkingDays(mine, '2026-12-30', 3)).toMatchObject({ day: '2027-01-05', provisional: false });
  });

  it('closes a single day, and says why, also in a year that is not known', () => {
    const days = ['2026-07-06', '2027-01-04'].map((day) => ({ day, working: false, why: '台风停工' }));
    const mine = workingCalendar(shipped, parseLocalCalendar(JSON.stringify({ days }), 'x'));
    expect(mine.of('2026-07-06')).toEqual({ working: false, why: 'local', name: '台风停工' });
    expect(addWorkingDays(mine, '2026-07-03', 1).day).toBe('2026-07-07');
    expect(addWorkingDays(mine, '2027-01-03', 1)).toMatchObject({ day: '2027-01-05', provisional: true });
  });

  it('with a hole between years is known only up to the hole', () => {
    expect(workingCalendar(shipped, { years: [{ ...year2027, year: 2028 }], days: [] }).knownThrough).toBe(
      '2026-12-31',
    );
    expect(workingCalendar([]).knownThrough).toBeNull();
  });

  it.each([
    ['not JSON', '{'],
    ['no object', '[]'],
    ['an unknown key', '{"holidays":[]}'],
    ['a day that does not exist', '{"days":[{"day":"2026-02-30","working":false,"why":"x"}]}'],
    [
      'a day named twice',
      '{"days":[{"day":"2026-02-03","working":false,"why":"x"},{"day":"2026-02-03","working":true,"why":"x"}]}',
    ],
    ['no reason', '{"days":[{"day":"2026-02-03","working":false,"why":""}]}'],
  ])('is refused for %s', (_what, text) => {
    expect(() => parseLocalCalendar(text, 'calendar.json')).toThrow(
      expect.objectContaining({ code: 'bwc.calendar.invalid', details: { file: 'calendar.json' } }) as Error,
    );
  });

  it.each([
    ['a make-up day on a weekday', { makeUpDays: ['2027-01-04'] }],
    ['a make-up day within a holiday', { makeUpDays: ['2027-01-02'] }],
    ['a day of another year', { makeUpDays: ['2026-01-03'] }],
    ['a holiday that ends before it begins', { holidays: [{ name: 'x', from: '2027-01-03', to: '2027-01-01' }] }],
  ])('is refused for a year with %s', (_what, wrong) => {
    expect(yearFile.safeParse({ ...year2027, ...wrong }).success).toBe(false);
  });
});

describe('the year that is missing', () => {
  it('is named from December on', () => {
    expect(missingYear(calendar, '2026-11-30')).toBeNull();
    expect(missingYear(calendar, '2026-12-01')).toBe(2027);
    expect(missingYear(calendar, '2027-01-01')).toBe(2027);
    expect(missingYear(calendar, '2025-12-31')).toBeNull();
  });
});

it('TJ-21: two working days from a return on Friday the 13th of February end on the 24th at 24:00 in Shanghai', () => {
  const { day } = addWorkingDays(calendar, '2026-02-13', 2);
  expect([weekday(day), endOfDay(day, 'Asia/Shanghai')]).toEqual([2, '2026-02-24T16:00:00.000Z']);
});
