import { describe, expect, it } from 'vitest';
import type { LabelRules } from '../../../src/policy/deadlines/label-rules.js';
import { NO_FACTS, type Facts, type KnownMoment, type LabelVersion } from '../../../src/policy/facts/facts.js';
import { retentionFacts } from '../../../src/policy/retention/from-facts.js';
import type { RetentionFacts } from '../../../src/policy/retention/retention.js';

const RULES: LabelRules = {
  fields: { party: { value: 'required', source: 'default' } },
  satisfiedBy: { value: ['annotation', 'association'], source: 'default' },
};
const at = (text: string, confidence: KnownMoment['confidence'] = 'certain'): KnownMoment => ({
  at: text,
  source: 'camera',
  confidence,
});
const label = (more: Partial<LabelVersion> = {}): LabelVersion => ({
  at: '2026-03-03T00:00:00.000Z',
  fields: {},
  association: null,
  noCaseNumber: null,
  goods: [],
  services: [],
  ...more,
});
const KEPT: RetentionFacts['kept'] = [
  { id: 'x', class: 'important', period: { years: 5 }, until: null, basis: { article: '一', phrase: '二', of: 'a' } },
];
const of = (facts: Partial<Facts>): RetentionFacts =>
  retentionFacts({ ...NO_FACTS, ...facts }, RULES, 'Asia/Shanghai', [], KEPT);

describe('what retention is told of a recording', () => {
  it('nothing known is nothing known', () => {
    expect(of({})).toEqual({
      recordedOn: null,
      timeReliable: true,
      labelled: false,
      classified: false,
      flags: [],
      category: null,
      case: null,
      holds: [],
      kept: KEPT,
    });
  });

  it('XM-18: the day is that of the recording’s end, in the station’s zone', () => {
    expect(
      of({ moments: { recordingStart: at('2026-03-02T15:00:00.000Z'), recordingEnd: at('2026-03-02T16:00:00.000Z') } })
        .recordedOn,
    ).toBe('2026-03-03');
    expect(of({ moments: { recordingStart: at('2026-03-02T15:00:00.000Z') } }).recordedOn).toBe('2026-03-02');
  });

  it('an estimate will do for the day, an unreliable clock will not', () => {
    expect(of({ moments: { recordingEnd: at('2026-03-02T15:00:00.000Z', 'estimated') } }).timeReliable).toBe(true);
    expect(of({ moments: { recordingEnd: at('2026-03-02T15:00:00.000Z', 'unreliable') } }).timeReliable).toBe(false);
  });

  it('XM-12: labelled is what the rulebook takes for it; a later version takes nothing back', () => {
    expect(of({ labels: [label()] }).labelled).toBe(false);
    expect(of({ labels: [label({ fields: { party: '张' } }), label()] }).labelled).toBe(true);
    expect(of({ labels: [label({ association: '案1' })] })).toMatchObject({ labelled: true, classified: true });
  });

  it('classified is that somebody looked: a category, a case, or a yes or no to anything', () => {
    const said = { flag: 'obstruction', source: 'person', confidence: 'certain' } as const;
    expect(of({ labels: [label({ fields: { category: '日常执法检查' } })] }).classified).toBe(true);
    expect(of({ flags: [{ ...said, holds: false }] })).toMatchObject({ classified: true, flags: [] });
    expect(of({ flags: [{ ...said, holds: true }] })).toMatchObject({ classified: true, flags: ['obstruction'] });
  });
});
