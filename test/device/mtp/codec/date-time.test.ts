import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPtpDateTime, parsePtpDateTime, type PtpZone } from '../../../../src/device/mtp/codec/date-time.js';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';
import { civilTime } from '../../../../src/domain/time.js';

const CIVIL = '2026-03-01T08:09:10';

describe('PTP dates', () => {
  it.each<[string, string, number | null, PtpZone]>([
    ['20260301T080910', CIVIL, null, 'none'],
    ['20260301T080910.0', CIVIL, 0, 'none'],
    ['20260301T080910.7Z', CIVIL, 7, 'utc'],
    ['20260301T080910Z', CIVIL, null, 'utc'],
    ['20260301T080910+0800', CIVIL, null, { offsetMinutes: 480 }],
    ['20260301T080910.123-0330', CIVIL, 1, { offsetMinutes: -210 }],
    ['20260301T080910-0000', CIVIL, null, { offsetMinutes: 0 }],
    ['20240229T235959', '2024-02-29T23:59:59', null, 'none'],
    ['19800101T000000', '1980-01-01T00:00:00', null, 'none'],
  ])('%s', (raw, civil, tenths, zone) => {
    expect(parsePtpDateTime(raw)).toEqual({ raw, civil, tenths, zone });
  });

  it.each([
    '20480000T000000',
    '00000000T000000',
    '20230229T120000',
    '20260301T240000',
    '20260301T080960',
    '20260301T080910+9900',
    '20260301T080910+0860',
    '20260301T080910 ',
    '20260301 080910',
    '2026-03-01T08:09:10',
    '20260301',
    '20260301T080910.',
    '',
    '執法',
  ])('%j names no time and is kept as it was written', (raw) => {
    expect(parsePtpDateTime(raw)).toEqual({ raw, civil: null, tenths: null, zone: 'none' });
  });

  const time = fc
    .record({
      year: fc.integer({ min: 1, max: 9999 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      second: fc.integer({ min: 0, max: 59 }),
      tenths: fc.option(fc.integer({ min: 0, max: 9 })),
      zone: fc.oneof<fc.Arbitrary<PtpZone>[]>(
        fc.constantFrom('none', 'utc'),
        fc.record({ offsetMinutes: fc.integer({ min: -1439, max: 1439 }) }),
      ),
    })
    .map(({ year, month, day, hour, minute, second, ...rest }) => ({
      civil: civilTime(year, month, day, hour, minute, second) ?? '',
      ...rest,
    }));

  it('come back as they went', () => {
    fc.assert(
      fc.property(time, (sent) => {
        const raw = formatPtpDateTime(sent);
        expect(parsePtpDateTime(raw)).toEqual({ raw, ...sent });
      }),
    );
  });

  it('are written as the standard has them', () => {
    expect(formatPtpDateTime({ civil: CIVIL, tenths: null, zone: 'none' })).toBe('20260301T080910');
    expect(formatPtpDateTime({ civil: CIVIL, tenths: 5, zone: { offsetMinutes: -90 } })).toBe('20260301T080910.5-0130');
  });

  it('that name no time are not written', () => {
    const good = { civil: CIVIL, tenths: null, zone: 'none' } as const;
    for (const bad of [
      { ...good, civil: '2026-02-30T00:00:00' },
      { ...good, civil: '20260301T080910' },
      { ...good, civil: '' },
      { ...good, tenths: 10 },
      { ...good, tenths: -1 },
      { ...good, zone: { offsetMinutes: 1440 } },
      { ...good, zone: { offsetMinutes: 0.5 } },
    ]) {
      expect(() => formatPtpDateTime(bad)).toThrow(MtpFormatError);
    }
  });

  it('any text is a date or is not, and stays as it was', () => {
    const near = fc
      .array(fc.constantFrom(...'0 1 2 3 4 5 6 7 8 9 T . Z + -'.split(' ')), { maxLength: 24 })
      .map((characters) => characters.join(''));
    fc.assert(fc.property(fc.oneof(fc.string(), near), (raw) => parsePtpDateTime(raw).raw === raw));
  });
});
