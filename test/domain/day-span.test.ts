import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_SPANS, daysOf } from '../../src/domain/day-span.js';
import { addDays, isCivilDay } from '../../src/domain/time.js';

it.each([
  ['today', '2026-03-01', '2026-03-01', '2026-03-01'],
  ['yesterday', '2026-03-01', '2026-02-28', '2026-02-28'],
  ['last7Days', '2026-03-01', '2026-02-23', '2026-03-01'],
  ['last30Days', '2026-03-01', '2026-01-31', '2026-03-01'],
  // A Sunday is the last day of its week.
  ['thisWeek', '2026-03-01', '2026-02-23', '2026-03-01'],
  ['thisWeek', '2026-03-02', '2026-03-02', '2026-03-02'],
  ['lastWeek', '2026-03-02', '2026-02-23', '2026-03-01'],
  ['thisMonth', '2026-03-31', '2026-03-01', '2026-03-31'],
  ['lastMonth', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['lastMonth', '2026-01-05', '2025-12-01', '2025-12-31'],
  ['thisYear', '2026-03-01', '2026-01-01', '2026-03-01'],
] as const)('%s on %s is %s to %s', (span, today, from, to) => {
  expect(daysOf(span, today)).toEqual({ from, to });
});

it('is a stretch of real days that ends today or before, whatever today is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.constantFrom(...DAY_SPANS), (n, span) => {
      const today = addDays('1970-01-01', n);
      const { from, to } = daysOf(span, today);
      expect([isCivilDay(from), isCivilDay(to), from <= to, to <= today]).toEqual([true, true, true, true]);
    }),
  );
});
