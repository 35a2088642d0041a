/** What holds of all deadlines, whatever the facts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, toInstant, type Instant } from '../../../src/domain/time.js';
import { evaluateDeadlines } from '../../../src/policy/deadlines/evaluate.js';
import { limitEnd, neverLaterThan } from '../../../src/policy/deadlines/limit.js';
import type { Limit } from '../../../src/policy/deadlines/rules.js';
import { NO_FACTS, type Facts, type KnownMoment } from '../../../src/policy/facts/facts.js';
import { FLAGS, MOMENTS, REASONS, SOURCE_KINDS } from '../../../src/policy/facts/vocabulary.js';
import { findRulebook } from '../../../src/policy/rulebook/library.js';
import { calendarWithout, library } from './support.js';

const DAY = 86_400_000;
const calendar = calendarWithout('2026-10-01', '2026-10-02', '2026-10-03');
const START = Date.parse('2026-09-25T00:00:00Z');
const instant = fc.integer({ min: 0, max: 120 * DAY }).map((ms) => toInstant(START + ms));
const moment: fc.Arbitrary<KnownMoment> = fc.record({
  at: instant,
  source: fc.constant('camera' as const),
  confidence: fc.constantFrom('certain', 'estimated', 'unreliable'),
});
const told = { source: 'person', confidence: 'certain' } as const;
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  moments: fc.record(Object.fromEntries(MOMENTS.map((m) => [m, moment])), { requiredKeys: [] }),
  flags: fc.array(fc.record({ flag: fc.constantFrom(...FLAGS), holds: fc.boolean() }).map((f) => ({ ...f, ...told }))),
  reasons: fc.array(
    fc.constantFrom(...REASONS).map((reason) => ({ reason, reference: null, ...told })),
    { maxLength: 2 },
  ),
  approvals: fc.array(
    fc.record({
      purpose: fc.constant('lateUpload' as const),
      role: fc.constant('handlingBodyLeader'),
      by: fc.constant(null),
      at: instant,
    }),
    { maxLength: 1 },
  ),
  sourceKind: fc.constantFrom(...SOURCE_KINDS),
  labels: fc.array(
    fc.record({
      at: instant,
      fields: fc.constant({}),
      association: fc.constantFrom(null, '案1'),
      noCaseNumber: fc.constant(null),
      goods: fc.constant([]),
      services: fc.constant([]),
    }),
    { maxLength: 1 },
  ),
  case: fc.constantFrom(null, {
    kind: null,
    number: null,
    party: null,
    stage: null,
    retention: null,
    filedAt: null,
    ordinal: null,
    recordItem: null,
  }),
  secrecy: fc.constant([]),
  request: fc.constant(null),
  emergencyReport: fc.constant(null),
  notRecorded: fc.constant(null),
});
const rulebook = fc.constantFrom(...library.keys());
const judge = (id: string, facts: Facts, now: Instant) =>
  evaluateDeadlines(findRulebook(library, id), facts, now, calendar);

describe('deadlines', () => {
  it('time changes no due time and takes no verdict back: running, due soon, late; met and blocked stay', () => {
    const rank = { running: 0, dueSoon: 1, late: 2 } as const;
    fc.assert(
      fc.property(rulebook, anyFacts, instant, fc.nat(30 * DAY), (id, facts, now, later) => {
        const [before, after] = [judge(id, facts, now), judge(id, facts, addMs(now, later))];
        expect(after.map((v) => v.due)).toEqual(before.map((v) => v.due));
        for (const [i, { state, overdue }] of before.entries()) {
          const next = after[i];
          if (state in rank && next !== undefined && next.state in rank)
            expect(rank[next.state as keyof typeof rank]).toBeGreaterThanOrEqual(rank[state as keyof typeof rank]);
          else expect(next?.state).toBe(state);
          if (overdue === true) expect(next?.overdue).toBe(true);
        }
      }),
    );
  });

  it('every verdict rests on an article, or says that the limit is ours; every estimate says what it stands for', () => {
    fc.assert(
      fc.property(rulebook, anyFacts, instant, (id, facts, now) => {
        for (const v of judge(id, facts, now)) {
          expect(v.basis.article !== null || v.byDefault).toBe(true);
          expect(v.due === null).toBe(v.anchor === null);
          if (v.anchor !== null && v.anchor.inPlaceOf === null)
            expect(v.estimated).toBe(v.anchor.confidence !== 'certain');
          if (v.estimated && v.state !== 'met')
            expect(v.wouldChange.some((c) => c.kind.startsWith('moment'))).toBe(true);
        }
      }),
    );
  });

  it('an exception never ends before the ordinary limit', () => {
    fc.assert(
      fc.property(rulebook, anyFacts, instant, (id, facts, now) => {
        const without = judge(id, { ...facts, reasons: [], approvals: [] }, now);
        for (const [i, v] of judge(id, facts, now).entries())
          expect((v.due ?? '') >= (without[i]?.due ?? '')).toBe(true);
      }),
    );
  });

  it('nothing known, nothing claimed', () => {
    for (const id of library.keys())
      for (const v of judge(id, NO_FACTS, '2026-03-01T00:00:00.000Z')) expect([v.due, v.overdue]).toEqual([null, null]);
  });
});

const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.integer({ min: 1, max: 400 }).map((hours) => ({ hours })),
  fc.integer({ min: 1, max: 15 }).map((days) => ({ days })),
  fc.integer({ min: 1, max: 15 }).map((workingDays) => ({ workingDays })),
  fc.constant({ endOfDay: true as const }),
);

describe('limits', () => {
  it('one that is called never later than another is not, from any start', () => {
    fc.assert(
      fc.property(limit, limit, instant, (a, b, start) => {
        if (neverLaterThan(a, b))
          expect(limitEnd(a, start, calendar).due <= limitEnd(b, start, calendar).due).toBe(true);
        expect(neverLaterThan(a, a)).toBe(true);
      }),
    );
  });

  it('days end at the midnight of the zone, also where a day has 23 or 25 hours', () => {
    const berlin = { ...calendar, zone: 'Europe/Berlin' };
    expect(limitEnd({ endOfDay: true }, '2026-03-29T00:30:00.000Z', berlin).due).toBe('2026-03-29T22:00:00.000Z');
    expect(limitEnd({ endOfDay: true }, '2026-10-25T00:30:00.000Z', berlin).due).toBe('2026-10-25T23:00:00.000Z');
    expect(limitEnd({ hours: 24 }, '2026-03-28T12:00:00.000Z', berlin).due).toBe('2026-03-29T12:00:00.000Z');
  });
});

it('the zone of the machine does not matter, not even in the hours its clocks change', () => {
  const answers = (zone: string): unknown => {
    const before = process.env['TZ'];
    process.env['TZ'] = zone;
    try {
      return [
        new Date('2026-11-01T05:30:00Z').getTimezoneOffset(),
        [...library.keys()].map((id) =>
          ['2026-11-01T05:30:00.000Z', '2026-03-08T06:59:00.000Z', '2026-12-30T16:00:00.000Z'].map((at) => {
            const known: KnownMoment = { at, source: 'camera', confidence: 'certain' };
            const moments = { activityEnd: known, returnToUnit: known, caseClosed: known };
            const facts = fc.sample(anyFacts, { numRuns: 20, seed: 7 }).map((f) => ({ ...f, moments }));
            return facts.map((f) => judge(id, f, addMs(at, DAY)));
          }),
        ),
      ];
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  };
  const [[newYorkOffset, newYork], [shanghaiOffset, shanghai]] = [
    answers('America/New_York'),
    answers('Asia/Shanghai'),
  ] as [[number, unknown], [number, unknown]];
  expect([newYorkOffset, shanghaiOffset]).toEqual([240, -480]);
  expect(newYork).toEqual(shanghai);
});
