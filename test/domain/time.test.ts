import { DateTime } from 'luxon';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addMs,
  civilTime,
  civilToInstant,
  endOfDay,
  forPeople,
  fromInstant,
  instantToCivil,
  isCivilDay,
  isZone,
  localDay,
  monotonicMs,
  offsetTime,
  msBetween,
  parseTime,
  startOfDay,
  systemClock,
  toInstant,
  withOffset,
  weekday,
} from '../../src/domain/time.js';

const SHANGHAI = 'Asia/Shanghai';
const epoch = fc.integer({ min: 0, max: 4_102_444_799_999 });

describe('instants', () => {
  it('are UTC with milliseconds, and sort as text', () => {
    expect(toInstant(0)).toBe('1970-01-01T00:00:00.000Z');
    fc.assert(
      fc.property(epoch, epoch, (a, b) => {
        expect(fromInstant(toInstant(a))).toBe(a);
        expect(toInstant(a) < toInstant(b)).toBe(a < b);
        expect(addMs(toInstant(a), b - a)).toBe(toInstant(b));
        expect(msBetween(toInstant(a), toInstant(b))).toBe(b - a);
      }),
    );
  });

  it('come from a clock that goes on', () => {
    expect(Math.abs(systemClock.now() - new Date().getTime())).toBeLessThan(1000);
    const before = monotonicMs();
    expect(monotonicMs()).toBeGreaterThanOrEqual(before);
  });
});

describe('civil times', () => {
  it('are made of parts that name a real moment', () => {
    expect(civilTime(2026, 3, 1, 8, 9, 10)).toBe('2026-03-01T08:09:10');
    expect(civilTime(2024, 2, 29)).toBe('2024-02-29T00:00:00');
    for (const parts of [
      [2026, 2, 29],
      [2026, 13, 1],
      [2026, 0, 1],
      [2026, 1, 32],
      [2026, 1, 1, 24],
      [2026, 1, 1, 0, 60],
      [2026, 1, 1, 0, 0, 60],
      [2026, 1, 1, 0, 0, 30.5],
      [2026, NaN, 1],
      [12026, 1, 1],
      [-1, 1, 1],
    ] as const) {
      expect(civilTime(...(parts as unknown as [number, number, number]))).toBeUndefined();
    }
  });

  it('are digits in a zone', () => {
    expect(civilToInstant('2026-03-01T08:09:10', SHANGHAI)).toBe('2026-03-01T00:09:10.000Z');
    expect(civilToInstant('2026-03-01T08:09:10.250', 'utc')).toBe('2026-03-01T08:09:10.250Z');
    expect(instantToCivil('2026-03-01T00:09:10.999Z', SHANGHAI)).toBe('2026-03-01T08:09:10');
    expect(forPeople('2026-02-28T16:00:00.000Z', SHANGHAI)).toBe('2026-03-01 00:00:00');
    expect(localDay('2026-02-28T16:00:00.000Z', SHANGHAI)).toBe('2026-03-01');
    expect(localDay('2026-02-28T15:59:59.999Z', SHANGHAI)).toBe('2026-02-28');
  });

  it('are nothing where they name nothing', () => {
    for (const text of ['2026-02-30T00:00:00', 'now', '']) expect(civilToInstant(text, SHANGHAI)).toBeUndefined();
    expect(civilToInstant('2026-03-01T00:00:00', 'Mars/Olympus')).toBeUndefined();
  });

  it('come back through any zone without summer time', () => {
    fc.assert(
      fc.property(
        epoch,
        fc.constantFrom('UTC', SHANGHAI, 'Asia/Urumqi', 'Asia/Kolkata', 'utc+8', 'utc-03:30'),
        (ms, zone) => {
          // Shanghai had summer time until 1991.
          const instant = toInstant(Math.floor(Math.max(ms, Date.UTC(1992, 0)) / 1000) * 1000);
          expect(civilToInstant(instantToCivil(instant, zone), zone)).toBe(instant);
        },
      ),
    );
  });

  it('are read with the offset they carry, else in the zone', () => {
    expect(parseTime('2026-03-01', SHANGHAI)).toBe('2026-02-28T16:00:00.000Z');
    expect(parseTime('2026-03-01T08:00', SHANGHAI)).toBe('2026-03-01T00:00:00.000Z');
    expect(parseTime('2026-03-01T08:00:00Z', SHANGHAI)).toBe('2026-03-01T08:00:00.000Z');
    expect(parseTime('2026-03-01T08:00:00+0100', SHANGHAI)).toBe('2026-03-01T07:00:00.000Z');
    expect(parseTime('yesterday', SHANGHAI)).toBeUndefined();
  });

  it('know which zones there are', () => {
    for (const zone of [SHANGHAI, 'UTC', 'utc+8', 'Europe/Berlin']) expect(isZone(zone)).toBe(true);
    for (const zone of ['Mars/Olympus', 'Shanghai', '']) expect(isZone(zone)).toBe(false);
  });
});

describe('times with their offset', () => {
  it('are read as they say, and never in a zone of ours', () => {
    expect(offsetTime('2026-03-02T17:10:05+08:00')).toEqual({ instant: '2026-03-02T09:10:05.000Z' });
    expect(offsetTime('2026-03-02T17:10Z')).toEqual({ instant: '2026-03-02T17:10:00.000Z' });
    expect(offsetTime('2026-03-02T17:10:05.250-0500')).toEqual({ instant: '2026-03-02T22:10:05.250Z' });
    expect(offsetTime('2026-03-02T24:00:00+08:00')).toEqual({ instant: '2026-03-02T16:00:00.000Z' });
    expect(['2026-03-02T17:10:05', '2026-03-02T17:10'].map(offsetTime)).toEqual(['no_offset', 'no_offset']);
    for (const bad of ['2026-03-02', '2026-02-30T10:00:00Z', '2026-03-02T25:00:00Z', '2026-03-02 17:10:05Z', '', 'now'])
      expect(offsetTime(bad)).toBe('invalid');
  });

  it('are written as the clocks of a zone show them, and read back as the same instant', () => {
    expect(withOffset('2026-03-02T09:10:05.000Z', SHANGHAI)).toBe('2026-03-02T17:10:05+08:00');
    expect(withOffset('2026-03-02T09:10:05.250Z', SHANGHAI)).toBe('2026-03-02T17:10:05.250+08:00');
    fc.assert(
      fc.property(epoch, fc.constantFrom(SHANGHAI, 'America/New_York', 'utc'), (ms, zone) => {
        expect(offsetTime(withOffset(toInstant(ms), zone))).toEqual({ instant: toInstant(ms) });
      }),
    );
  });
});

describe('days of the calendar', () => {
  const day = epoch.map((ms) => toInstant(ms).slice(0, 10));

  it('are days that exist, and nothing else', () => {
    for (const good of ['2026-03-01', '2024-02-29']) expect(isCivilDay(good)).toBe(true);
    for (const bad of ['2026-02-29', '2026-3-1', '20260301', '2026-03-01T00:00', '2026-W10', '', 'today']) {
      expect(isCivilDay(bad)).toBe(false);
      expect(() => addDays(bad, 1)).toThrow(RangeError);
    }
  });

  it('are counted by the calendar', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addMonths('2025-08-31', 6)).toBe('2026-02-28');
    expect(addMonths('2023-08-31', 6)).toBe('2024-02-29');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
    expect([weekday('2026-11-21'), weekday('2026-11-22'), weekday('2026-11-23')]).toEqual([6, 7, 1]);
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (d, n) => {
        expect(addDays(addDays(d, n), -n)).toBe(d);
        expect(((weekday(addDays(d, n)) - weekday(d) - n) % 7) + 0).toBe(0);
        expect(addDays(d, n) > d).toBe(n > 0);
      }),
    );
  });

  it('begin and end in a zone', () => {
    expect(startOfDay('2026-03-02', SHANGHAI)).toBe('2026-03-01T16:00:00.000Z');
    expect(endOfDay('2026-03-02', SHANGHAI)).toBe('2026-03-02T16:00:00.000Z');
    // 23 hours in Berlin that day; in Beirut summer time begins at midnight, so that 00:00 is not there.
    expect(msBetween(startOfDay('2026-03-29', 'Europe/Berlin'), endOfDay('2026-03-29', 'Europe/Berlin'))).toBe(
      23 * 3_600_000,
    );
    expect(startOfDay('2026-03-29', 'Asia/Beirut')).toBe('2026-03-28T22:00:00.000Z');
    expect(() => startOfDay('2026-03-29', 'Mars/Olympus')).toThrow(RangeError);
    fc.assert(
      fc.property(epoch, fc.constantFrom('UTC', SHANGHAI, 'America/New_York'), (ms, zone) => {
        const [instant, d] = [toInstant(ms), localDay(toInstant(ms), zone)];
        expect(startOfDay(d, zone) <= instant && instant < endOfDay(d, zone)).toBe(true);
      }),
    );
  });
});

describe('the machine’s own zone', () => {
  /** Run from the built program: `npm test` builds first. */
  const SCRIPT = `
    import * as time from ${JSON.stringify(new URL('../../dist/domain/time.js', import.meta.url).href)};
    console.log(JSON.stringify([
      new Date(2026, 2, 29, 2, 30).getTimezoneOffset(),
      time.civilToInstant('2026-03-29T02:30:00', 'Asia/Shanghai'),
      time.civilToInstant('2026-03-29T02:30:00', 'utc'),
      time.instantToCivil('2026-03-29T01:30:00.000Z', 'Asia/Shanghai'),
      time.parseTime('2026-03-29T02:30:00', 'Asia/Shanghai'),
      time.civilTime(2026, 3, 29, 2, 30, 0),
      time.localDay('2026-03-29T20:00:00.000Z', 'Asia/Shanghai'),
      time.addMs('2026-03-29T00:30:00.000Z', 3600000),
      time.addDays('2026-03-28', 1),
      time.addMonths('2026-01-29', 2),
      time.startOfDay('2026-03-29', 'Asia/Shanghai'),
      time.endOfDay('2026-03-29', 'Asia/Shanghai'),
    ]));`;

  it('changes nothing, not even in the hour its summer time begins', () => {
    const run = (TZ: string): unknown[] =>
      JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
          env: { ...process.env, TZ },
          encoding: 'utf8',
        }),
      ) as unknown[];
    const [[berlinOffset, ...berlin], [losAngelesOffset, ...losAngeles]] = [
      run('Europe/Berlin'),
      run('America/Los_Angeles'),
    ];
    expect(berlinOffset).not.toBe(losAngelesOffset);
    expect(losAngeles).toEqual(berlin);
    expect(berlin).toEqual([
      '2026-03-28T18:30:00.000Z',
      '2026-03-29T02:30:00.000Z',
      '2026-03-29T09:30:00',
      '2026-03-28T18:30:00.000Z',
      '2026-03-29T02:30:00',
      '2026-03-30',
      '2026-03-29T01:30:00.000Z',
      '2026-03-29',
      '2026-03-29',
      '2026-03-28T16:00:00.000Z',
      '2026-03-29T16:00:00.000Z',
    ]);
  });
});

it('an instant is written with the offset of its zone as luxon writes it, also where clocks are changed', () => {
  const zones = [
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/St_Johns',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'UTC',
    'Europe/London',
  ];
  fc.assert(
    fc.property(fc.integer({ min: -2e12, max: 4e12 }), fc.constantFrom(...zones), fc.boolean(), (ms, zone, whole) => {
      const instant = toInstant(whole ? Math.floor(ms / 1000) * 1000 : ms);
      expect(withOffset(instant, zone)).toBe(DateTime.fromISO(instant, { zone }).toISO({ suppressMilliseconds: true }));
    }),
    { numRuns: 2000 },
  );
});
