import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECRECY_MARKS, SOURCE_KINDS } from '../../../src/policy/facts/vocabulary.js';
import { syncGate, type GateFacts, type GateRulebook } from '../../../src/policy/gate/sync-gate.js';
import { checkName } from '../../../src/policy/names/check.js';
import { LIMITS, XIAMEN } from '../names/forms.js';

const text = (value: boolean, article: string, phrase: string) => ({ value, article, phrase });
const RULES: GateRulebook = {
  gate: {
    label: text(true, '五', '48小时内完成信息关联或标注'),
    name: text(true, '五', '统一文件命名格式'),
    emergencyReport: text(true, '二（二）2（4）', '进行报备后'),
    stateSecret: { value: true, source: 'default' },
  },
  naming: LIMITS,
};
const name = checkName(XIAMEN, LIMITS, { unit: '甲', party: '乙', date: '2026-03-02', content: '丙' }, 'MP4');
const badName = checkName(XIAMEN, LIMITS, { unit: '甲', party: 'A+B', date: '2026-03-02', content: '丙' }, 'MP4');
const READY: GateFacts = {
  state: 'verified',
  readBack: 'direct',
  altered: false,
  label: { doneAt: '2026-03-02T10:00:00.000Z', missing: [] },
  name,
  sourceKind: 'bodyCamera',
  emergencyReport: null,
  secrecy: [],
  disposed: false,
};
const missing = (more: Partial<GateFacts>, rules = RULES): unknown =>
  syncGate(rules, { ...READY, ...more }).missing.map((m) => m.what);

describe('the way to the archive', () => {
  it('is open to a clip that has everything', () => {
    expect(syncGate(RULES, READY)).toEqual({ may: true, missing: [] });
  });

  it.each([
    ['notVerified', { state: 'stored' }],
    ['notVerified', { readBack: 'none' }],
    ['altered', { altered: true }],
    ['label', { label: { doneAt: null, missing: ['party'] } }],
    ['name', { name: null }],
    ['name', { name: badName }],
    ['emergencyReport', { sourceKind: 'phone' }],
    ['emergencyReport', { sourceKind: 'phone', emergencyReport: ' ' }],
    ['stateSecret', { secrecy: ['privacy', 'stateSecret'] }],
    ['disposed', { disposed: true, altered: true }],
  ] as const)('is closed for want of %s: %j', (what, more) => {
    expect(missing(more)).toEqual([what]);
    expect(syncGate(RULES, { ...READY, ...more }).may).toBe(false);
  });

  it('XM-13: footage whose name does not check does not go, and says which part and how to mend it', () => {
    expect(syncGate(RULES, { ...READY, name: badName }).missing).toEqual([
      {
        what: 'name',
        basis: { article: '五', phrase: '统一文件命名格式', of: null },
        problems: [
          expect.objectContaining({ part: 'party', code: 'bwc.name.separator', suggestion: 'A＋B' }) as unknown,
        ],
      },
    ]);
  });

  it('XM-12: says which fields of the label are missing', () => {
    const label = { doneAt: null, missing: ['party', 'unit'] } as const;
    expect(syncGate(RULES, { ...READY, label }).missing).toEqual([
      expect.objectContaining({ what: 'label', missing: ['party', 'unit'] }),
    ]);
  });

  it('PD-10: a telephone’s footage goes with the number of its report; a fixed camera has none to give', () => {
    expect(missing({ sourceKind: 'phone', emergencyReport: '2026-9' })).toEqual([]);
    expect(missing({ sourceKind: 'fixedCamera' })).toEqual([]);
  });

  it('a rulebook without a name asks for none', () => {
    expect(missing({ name: null }, { ...RULES, naming: { ...LIMITS, storage: null } })).toEqual([]);
  });

  it('tells everything that is missing at once', () => {
    expect(
      missing({
        altered: true,
        state: 'stored',
        label: { doneAt: null, missing: [] },
        name: null,
        sourceKind: 'phone',
      }),
    ).toEqual(['altered', 'notVerified', 'label', 'name', 'emergencyReport']);
  });

  it('never closes by what is added, nor opens by what is taken away', () => {
    const facts: fc.Arbitrary<GateFacts> = fc.record({
      state: fc.constantFrom('stored' as const, 'verified' as const),
      readBack: fc.constantFrom('direct' as const, 'cached' as const, 'none' as const),
      altered: fc.boolean(),
      label: fc.constantFrom(READY.label, { doneAt: null, missing: ['party' as const] }),
      name: fc.constantFrom(null, name, badName),
      sourceKind: fc.constantFrom(...SOURCE_KINDS),
      emergencyReport: fc.constantFrom(null, '2026-9'),
      secrecy: fc.subarray([...SECRECY_MARKS]),
      disposed: fc.constant(false),
    });
    const better: fc.Arbitrary<Partial<GateFacts>> = fc.constantFrom<Partial<GateFacts>>(
      { state: 'verified' },
      { readBack: 'direct' },
      { altered: false },
      { label: READY.label },
      { name },
      { emergencyReport: '2026-9' },
      { secrecy: [] },
    );
    fc.assert(
      fc.property(facts, better, (f, more) => {
        const [before, after] = [syncGate(RULES, f), syncGate(RULES, { ...f, ...more })];
        expect(after.missing.length).toBeLessThanOrEqual(before.missing.length);
        expect(before.may && !after.may).toBe(false);
        expect(after.may).toBe(after.missing.length === 0);
      }),
    );
  });
});
