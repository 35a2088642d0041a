import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../../src/domain/time.js';
import { FLAGS, type Flag } from '../../../src/policy/facts/vocabulary.js';
import { placeHold } from '../../../src/policy/retention/hold.js';
import { atLeastAsLong, type KeepUntil } from '../../../src/policy/retention/period.js';
import { floorOf, keptBy, keptSchema, type KeptReason } from '../../../src/policy/retention/kept.js';
import { retention, type RetentionFacts, type RetentionVerdict } from '../../../src/policy/retention/retention.js';
import { retentionRules, type Period, type RetentionRules } from '../../../src/policy/retention/rules.js';
import { ORDINARY, PUDONG, SHANGHAI, TIANJIN, XIAMEN, text } from './support.js';

const kinds = (v: RetentionVerdict): unknown[] => v.reasons.map((r) => [r.kind, r.id, r.until]);
const closed = { kind: 'penalty', closedOn: '2026-06-30', period: { years: 10 } } as const;

describe('the base period', () => {
  it.each([
    ['XM-18', XIAMEN, '2027-03-02', '五'],
    ['SH-15', SHANGHAI, '2026-09-02', '第十五条'],
    ['PD-17 (by inheritance)', PUDONG, '2026-09-02', '第十五条'],
  ])('%s is a floor counted by the calendar, to the end of its last day', (_id, rules, until, article) => {
    const verdict = retention(rules, ORDINARY);
    expect(verdict).toMatchObject({ class: 'ordinary', until, earliestDisposal: addDays(until, 1) });
    expect(verdict.reasons).toEqual([
      expect.objectContaining({ kind: 'base', basis: expect.objectContaining({ article }) as unknown }),
    ]);
  });

  it.each([
    ['2025-08-31', '2026-02-28'],
    ['2023-08-31', '2024-02-29'],
    ['2026-03-31', '2026-09-30'],
  ])('SP-17: six months from %s end on %s', (recordedOn, until) => {
    expect(retention(SHANGHAI, { ...ORDINARY, recordedOn }).until).toBe(until);
  });

  it('PD-17: names the rulebook it is inherited from', () => {
    expect(retention(PUDONG, ORDINARY).reasons[0]?.basis).toMatchObject({ of: 'shanghai-2017' });
  });

  it('TJ-26: there is none: footage nobody has classified never expires', () => {
    expect(retention(TIANJIN, ORDINARY)).toMatchObject({ class: 'undecided', until: 'never' });
    expect(retention(TIANJIN, { ...ORDINARY, flags: ['guidanceOnly'] })).toMatchObject({
      class: 'guidanceOnly',
      until: '2028-03-02',
    });
  });
});

describe('longer than the base', () => {
  it('XM-19: evidence stays as long as the case file, and at least a year', () => {
    const evidence: RetentionFacts = { ...ORDINARY, flags: ['evidence.penalty'], case: closed };
    expect(retention(XIAMEN, evidence)).toMatchObject({
      class: 'evidence',
      until: '2036-06-30',
      earliestDisposal: '2036-07-01',
    });
    const short = { ...closed, closedOn: '2026-03-05', period: { months: 3 } };
    expect(retention(XIAMEN, { ...evidence, case: short })).toMatchObject({ class: 'ordinary', until: '2027-03-02' });
  });

  it.each([
    ['no case is known', null, 'noCase'],
    ['the case is open', { ...closed, closedOn: null }, 'caseOpen'],
    ['nobody has said how long the file is kept', { ...closed, period: null }, 'casePeriodUnknown'],
  ] as const)('PD-18: evidence never expires while %s', (_what, file, kind) => {
    const verdict = retention(PUDONG, { ...ORDINARY, flags: ['evidence.compulsion'], case: file });
    expect(verdict).toMatchObject({ class: 'evidence', until: 'never', earliestDisposal: 'never' });
    expect(verdict.reasons.map((r) => r.kind)).toEqual([kind, 'rule', 'base']);
  });

  it('a file that is kept for ever keeps its evidence for ever', () => {
    const verdict = retention(XIAMEN, {
      ...ORDINARY,
      flags: ['evidence.penalty'],
      case: { ...closed, period: 'permanent' },
    });
    expect(kinds(verdict)).toEqual([
      ['rule', 'evidence.penalty', 'never'],
      ['base', null, '2027-03-02'],
    ]);
  });

  it('PD-17: important material five years, with the flags that made it important', () => {
    const verdict = retention(PUDONG, { ...ORDINARY, flags: ['obstruction', 'massIncident'] });
    expect(verdict).toMatchObject({ class: 'important', until: '2031-03-02' });
    expect(verdict.reasons[0]).toMatchObject({
      because: ['massIncident', 'obstruction'],
      basis: { phrase: '保存期限不少于五年' },
    });
  });

  it('SH-16, SH-17: 长期 never expires by itself, and all reasons are told', () => {
    expect(kinds(retention(SHANGHAI, { ...ORDINARY, flags: ['obstruction', 'evidence.penalty'] }))).toEqual([
      ['rule', 'evidence', 'never'],
      ['rule', 'obstruction', 'never'],
      ['base', null, '2026-09-02'],
    ]);
  });

  it('TJ-28: evidence in a case is permanent and follows the file: the longest wins', () => {
    const verdict = retention(TIANJIN, { ...ORDINARY, flags: ['evidence.penalty'], case: closed });
    expect(verdict).toMatchObject({ class: 'permanent', until: 'never' });
    expect(kinds(verdict)).toEqual([
      ['rule', 'evidence', 'never'],
      ['rule', 'case', '2036-06-30'],
    ]);
  });

  it('TJ-27: a case of a kind nobody has named counts as one of those that are filed', () => {
    expect(retention(TIANJIN, { ...ORDINARY, case: { ...closed, kind: null } }).class).toBe('caseFile');
    expect(retention(TIANJIN, { ...ORDINARY, case: { ...closed, kind: 'inspection' } }).class).toBe('undecided');
  });

  it('TJ-30: guidance that came to a dispute is no longer guidance only', () => {
    const verdict = retention(TIANJIN, { ...ORDINARY, flags: ['guidanceOnly', 'disputeOrConflict'] });
    expect(kinds(verdict)).toEqual([['rule', 'conflict', 'never']]);
  });

  it('a rulebook that keeps shorter, put in force later, does not shorten what was kept under another', () => {
    const before = keptBy([], retention(XIAMEN, ORDINARY), 'xiamen-2021');
    const after = retention(SHANGHAI, { ...ORDINARY, kept: before });
    expect(after).toMatchObject({ class: 'ordinary', until: '2027-03-02' });
    expect(after.reasons[0]).toMatchObject({ kind: 'kept', id: null, basis: { article: '五', of: 'xiamen-2021' } });
    expect(retention(TIANJIN, { ...ORDINARY, kept: before }).until).toBe('never');
  });

  it('a case that is closed and opened again is settled no earlier than it was', () => {
    const evidence: RetentionFacts = { ...ORDINARY, flags: ['evidence.penalty'], case: closed };
    const kept = keptBy([], retention(XIAMEN, evidence), 'xiamen-2021');
    expect(floorOf(kept)).toBe('2036-06-30');
    const open = retention(XIAMEN, { ...evidence, kept, case: { ...closed, closedOn: null } });
    expect(open.until).toBe('never');
    const shorter = { ...closed, period: { years: 1 } };
    expect(retention(XIAMEN, { ...evidence, kept, case: shorter }).until).toBe('2036-06-30');
  });

  it('SP-19: grows after ingest, and a corrected flag does not make it shorter', () => {
    const before = retention(PUDONG, { ...ORDINARY, flags: ['obstruction'] });
    const after = retention(PUDONG, { ...ORDINARY, kept: keptBy([], before, 'pudong-2024') });
    expect(after).toMatchObject({ until: before.until, class: 'important' });
    expect(after.reasons[0]).toMatchObject({ kind: 'kept', id: 'important', because: [] });
    expect(keptBy([], after, 'other')).toEqual(keptBy([], before, 'pudong-2024'));
    expect(after.reasons[0]?.basis).toMatchObject({ of: 'pudong-2024' });
  });
});

describe('what never expires', () => {
  it.each([
    ['unlabelled', { labelled: false }],
    ['unclassified', { classified: false }],
    ['timeUnknown', { recordedOn: null }],
    ['timeUnreliable', { timeReliable: false }],
  ])('XM-18: %s footage, and it says so first', (kind, change) => {
    const verdict = retention(XIAMEN, { ...ORDINARY, ...change });
    expect(verdict).toMatchObject({ until: 'never', earliestDisposal: 'never' });
    expect(verdict.reasons[0]).toMatchObject({ kind, basis: null });
  });

  it('all that is unknown is told, not only the first', () => {
    const nothing: RetentionFacts = { ...ORDINARY, labelled: false, classified: false, recordedOn: null };
    expect(retention(XIAMEN, nothing).reasons.map((r) => r.kind)).toEqual([
      'unlabelled',
      'unclassified',
      'timeUnknown',
      'base',
    ]);
  });

  it('footage under a legal hold, until it is released', () => {
    const hold = placeHold('h1', '0012', '2026-04-01T00:00:00.000Z', '行政诉讼');
    const held = retention(XIAMEN, { ...ORDINARY, holds: [hold] });
    expect(kinds(held)).toEqual([
      ['hold', 'h1', 'never'],
      ['base', null, '2027-03-02'],
    ]);
    const released = { ...hold, released: { by: '0013', at: '2026-05-01T00:00:00.000Z' } };
    expect(retention(XIAMEN, { ...ORDINARY, holds: [released] }).until).toBe('2027-03-02');
  });
});

describe('any rulebook and any facts', () => {
  const day = fc.nat({ max: 3000 }).map((n) => addDays('2020-01-01', n));
  const months = fc.integer({ min: 1, max: 600 });
  const period: fc.Arbitrary<Period> = fc.oneof(
    months.map((m) => ({ months: m })),
    months.map((m) => ({ years: Math.ceil(m / 12) })),
    fc.constantFrom<Period>({ keep: 'longTerm' }, { keep: 'permanent' }, { keep: 'asCaseFile' }),
  );
  const flags = fc.uniqueArray(fc.constantFrom(...FLAGS), { maxLength: 5 });
  const rulebook: fc.Arbitrary<RetentionRules> = fc
    .array(fc.record({ anyOf: flags, noneOf: flags, keep: period, filed: fc.boolean() }), { maxLength: 5 })
    .chain((rules) =>
      fc.option(period).map((base) => ({
        base: base === null ? null : text(base, 'x', 'x'),
        rules: rules.map((r, i) => ({
          id: `r${String(i)}`,
          class: 'important' as const,
          when: {
            anyOf: r.anyOf,
            noneOf: r.noneOf,
            caseKinds: r.filed ? ['penalty' as const] : [],
            categories: r.filed ? [] : ['夜市'],
          },
          keep: text(r.keep, 'x', 'x'),
        })),
        noticeDays: { value: 30, source: 'default' as const },
      })),
    );
  const file = fc.option(
    fc.record({
      kind: fc.constantFrom('penalty' as const, 'levy' as const, null),
      closedOn: fc.option(day),
      period: fc.oneof(
        fc.constantFrom('permanent' as const, null),
        months.map((m) => ({ months: m })),
      ),
    }),
  );
  const facts: fc.Arbitrary<RetentionFacts> = fc.record({
    recordedOn: day,
    timeReliable: fc.constant(true),
    labelled: fc.constant(true),
    classified: fc.constant(true),
    flags,
    category: fc.constantFrom(null, '夜市'),
    case: file,
    holds: fc.constant([]),
    kept: fc.constant([]),
  });
  const byRules = (v: RetentionVerdict): KeepUntil =>
    v.reasons
      .filter((r) => r.class !== null)
      .map((r) => r.until)
      .sort()
      .at(-1) ?? '';

  it('the longest reason wins', () => {
    fc.assert(
      fc.property(rulebook, facts, (rules, f) => {
        const verdict = retention(rules, f);
        expect(verdict.reasons.length).toBeGreaterThan(0);
        expect(verdict.until).toBe(
          verdict.reasons
            .map((r) => r.until)
            .sort()
            .at(-1),
        );
        expect(verdict.reasons[0]?.until).toBe(verdict.until);
      }),
    );
  });

  it('no floor is undercut: disposal is never before the base period is over', () => {
    fc.assert(
      fc.property(rulebook, facts, months, (rules, f, m) => {
        const { earliestDisposal } = retention({ ...rules, base: text({ months: m }, 'x', 'x') }, f);
        expect(earliestDisposal > addMonths(f.recordedOn ?? '', m)).toBe(true);
      }),
    );
  });

  it('retention never shrinks, whatever flags are set and taken away again', () => {
    fc.assert(
      fc.property(rulebook, facts, fc.array(flags, { minLength: 1, maxLength: 6 }), (rules, first, turns) => {
        let before = retention(rules, first);
        for (const turn of turns) {
          const after = retention(rules, { ...first, flags: turn, kept: keptBy([], before, 'x') });
          expect(byRules(after) >= byRules(before)).toBe(true);
          before = after;
        }
      }),
    );
  });

  it('what is settled never shrinks, whatever becomes of the facts, and whichever rulebook is in force', () => {
    const turn = fc.tuple(rulebook, facts, fc.option(day), fc.boolean());
    fc.assert(
      fc.property(fc.array(turn, { minLength: 2, maxLength: 6 }), (turns) => {
        let kept: readonly KeptReason[] = [];
        for (const [i, [rules, f, recordedOn, timeReliable]] of turns.entries()) {
          const told = { ...f, recordedOn, timeReliable };
          const verdict = retention(rules, { ...told, kept });
          // What was kept only ever adds: without it the clip would be free no later.
          expect(verdict.until >= retention(rules, told).until).toBe(true);
          const grown = keptBy(kept, verdict, `r${String(i)}`);
          expect((floorOf(grown) ?? '') >= (floorOf(kept) ?? '')).toBe(true);
          expect(verdict.until >= (floorOf(grown) ?? '')).toBe(true);
          expect(grown.length).toBeGreaterThanOrEqual(kept.length);
          expect(keptSchema.parse(JSON.parse(JSON.stringify(grown)))).toEqual(grown);
          kept = grown;
        }
      }),
    );
  });

  it('a hold, and anything unknown, only ever lengthens', () => {
    const less = fc.constantFrom<Partial<RetentionFacts>>(
      { labelled: false },
      { classified: false },
      { recordedOn: null },
      { timeReliable: false },
      { holds: [placeHold('h', 'a', '2026-01-01T00:00:00.000Z', 'x')] },
    );
    fc.assert(
      fc.property(rulebook, facts, less, (rules, f, change) => {
        expect(retention(rules, { ...f, ...change }).until).toBe('never');
      }),
    );
  });

  it('a later recording is never free earlier', () => {
    fc.assert(
      fc.property(rulebook, facts, fc.nat({ max: 400 }), (rules, f, n) => {
        const later = { ...f, recordedOn: addDays(f.recordedOn ?? '', n) };
        expect(retention(rules, later).until >= retention(rules, f).until).toBe(true);
      }),
    );
  });

  it('a rulebook with longer periods never frees anything earlier', () => {
    fc.assert(
      fc.property(period, period, facts, (a, b, f) => {
        fc.pre(atLeastAsLong(a, b));
        const until = (p: Period): KeepUntil =>
          retention({ base: text(p, 'x', 'x'), rules: [], noticeDays: { value: 0, source: 'default' } }, f).until;
        expect(until(a) >= until(b)).toBe(true);
      }),
    );
  });
});

describe('lengthening', () => {
  it.each([
    [{ months: 12 }, { years: 1 }, true],
    [{ months: 11 }, { years: 1 }, false],
    [{ keep: 'permanent' }, { keep: 'longTerm' }, true],
    [{ keep: 'longTerm' }, { keep: 'permanent' }, false],
    [{ keep: 'longTerm' }, { years: 99 }, true],
    [{ keep: 'longTerm' }, { keep: 'asCaseFile' }, true],
    [{ keep: 'asCaseFile' }, { keep: 'asCaseFile' }, true],
    [{ keep: 'asCaseFile' }, { months: 1 }, false],
    [{ years: 100 }, { keep: 'asCaseFile' }, false],
    [{ years: 100 }, { keep: 'longTerm' }, false],
  ] as const)('%j instead of %j: %s', (a, b, answer) => {
    expect(atLeastAsLong(a, b)).toBe(answer);
  });
});

describe('the rules themselves', () => {
  const first = XIAMEN.rules[0];
  it.each([
    ['rules with one id', { ...XIAMEN, rules: [first, first] }],
    [
      'a rule that nothing calls for',
      { ...XIAMEN, rules: [{ ...first, when: { anyOf: [], caseKinds: [], noneOf: ['obstruction' satisfies Flag] } }] },
    ],
    ['a period of no length', { ...XIAMEN, base: text({ months: 0 }, 'x', 'x') }],
  ])('do not hold %s', (_what, rules) => {
    expect(retentionRules.safeParse(XIAMEN).success).toBe(true);
    expect(retentionRules.safeParse(rules).success).toBe(false);
  });
});
