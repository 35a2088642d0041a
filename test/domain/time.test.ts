import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMs,
  civilTime,
  civilToInstant,
  forPeople,
  fromInstant,
  instantToCivil,
  isZone,
  localDay,
  monotonicMs,
  msBetween,
  parseTime,
  systemClock,
  toInstant,
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
      [2026, NaN, 1],
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
    ]);
  });
});
