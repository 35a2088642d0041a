/** Retention as the rulebooks have it, for the tests of the engine alone. */
import type { Flag } from '../../../src/policy/facts/vocabulary.js';
import type { RetentionFacts } from '../../../src/policy/retention/retention.js';
import type {
  CaseKind,
  Period,
  RetentionClass,
  RetentionRule,
  RetentionRules,
} from '../../../src/policy/retention/rules.js';

export const text = <T>(value: T, article: string, phrase: string) => ({ value, article, phrase });
const noticeDays = { value: 30, source: 'default' } as const;

const rule = (
  id: string,
  ofClass: RetentionClass,
  anyOf: Flag[],
  keep: Period,
  article: string,
  phrase: string,
  caseKinds: CaseKind[] = [],
  noneOf: Flag[] = [],
): RetentionRule => ({ id, class: ofClass, when: { anyOf, caseKinds, noneOf }, keep: text(keep, article, phrase) });

export const XIAMEN: RetentionRules = {
  base: text({ years: 1 }, '五', '保存期限不少于一年'),
  rules: [
    rule('evidence.penalty', 'evidence', ['evidence.penalty'], { keep: 'asCaseFile' }, '五', '应当与案卷保存期限相同'),
  ],
  noticeDays,
};
export const SHANGHAI: RetentionRules = {
  base: text({ months: 6 }, '第十五条', '原则上不少于六个月'),
  rules: [
    rule(
      'evidence',
      'longTerm',
      ['evidence.penalty', 'evidence.compulsion'],
      { keep: 'longTerm' },
      '第十五条',
      '长期保存',
    ),
    rule('obstruction', 'longTerm', ['obstruction'], { keep: 'longTerm' }, '第十五条', '长期保存'),
  ],
  noticeDays,
};
export const PUDONG: RetentionRules = {
  base: { ...text({ months: 6 }, '第十五条', '原则上不少于六个月'), of: 'shanghai-2017' },
  rules: [
    rule(
      'important',
      'important',
      ['massIncident', 'obstruction', 'important'],
      { years: 5 },
      '二（二）3（3）',
      '保存期限不少于五年',
    ),
    rule(
      'evidence',
      'evidence',
      ['evidence.penalty', 'evidence.compulsion'],
      { keep: 'asCaseFile' },
      '二（二）3（3）',
      '与其相应案卷保存期限一致',
    ),
  ],
  noticeDays,
};
export const TIANJIN: RetentionRules = {
  base: null,
  rules: [
    rule(
      'guidanceOnly',
      'guidanceOnly',
      ['guidanceOnly'],
      { years: 2 },
      '第四十一条',
      '音像资料保存期限二年',
      [],
      ['disputeOrConflict'],
    ),
    rule('case', 'caseFile', [], { keep: 'asCaseFile' }, '第四十一条', '一起形成案卷', [
      'licence',
      'penalty',
      'compulsion',
      'levy',
    ]),
    rule('evidence', 'permanent', ['evidence.penalty'], { keep: 'permanent' }, '第四十一条', '应当永久保存'),
    rule('conflict', 'permanent', ['disputeOrConflict'], { keep: 'permanent' }, '第四十一条', '应当永久保存'),
  ],
  noticeDays,
};

/** Labelled, classified and dated; nothing special. */
export const ORDINARY: RetentionFacts = {
  recordedOn: '2026-03-02',
  timeReliable: true,
  labelled: true,
  classified: true,
  flags: [],
  category: null,
  case: null,
  holds: [],
  kept: [],
};
