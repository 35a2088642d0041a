import { describe, expect, it } from 'vitest';
import { ASKERS } from '../../src/policy/approvals/rules.js';
import { EXPLANATION_KINDS } from '../../src/policy/continuity/rules.js';
import { UNSUITABLE_GROUNDS } from '../../src/policy/continuity/rules.js';
import { GOODS_PARTS, MEASURES, SERVICE_PARTS, SERVICE_WAY_NAMES } from '../../src/policy/details/vocabulary.js';
import { LABEL_FIELDS } from '../../src/policy/deadlines/label-rules.js';
import { DEADLINES } from '../../src/policy/deadlines/rules.js';
import { DEADLINE_STATES } from '../../src/policy/deadlines/settle.js';
import { FLAGS, MOMENTS, REASONS, SOURCE_KINDS } from '../../src/policy/facts/vocabulary.js';
import { RETENTION_CLASSES } from '../../src/policy/retention/rules.js';
import { leavesOf } from '../../src/policy/rulebook/leaves.js';
import { loadRulebooks } from '../../src/policy/rulebooks/load.js';
import { hasRuleWord, RULE_WORDS } from '../../src/i18n/rule-words.js';

describe('the words of the rules', () => {
  it('are there for every key of every rulebook', () => {
    const parts = [...loadRulebooks().values()].flatMap(leavesOf).flatMap(({ key }) =>
      key
        .replace(
          /^(retention\.rules\.)(.+)(\.keep)$/,
          (_, a: string, id: string, c: string) => a + id.replaceAll('.', '/') + c,
        )
        .split('.')
        .map((part) => part.replaceAll('/', '.')),
    );
    expect([...new Set(parts)].filter((part) => !/^\d+$/.test(part) && !hasRuleWord(part))).toEqual([]);
  });

  it('are there for every word facts and verdicts use', () => {
    const used = [
      ...MOMENTS,
      ...SOURCE_KINDS,
      ...FLAGS,
      ...REASONS,
      ...LABEL_FIELDS,
      ...DEADLINES,
      ...DEADLINE_STATES,
      ...RETENTION_CLASSES,
      ...EXPLANATION_KINDS,
      ...ASKERS,
      ...MEASURES,
      ...GOODS_PARTS,
      ...SERVICE_PARTS,
      ...SERVICE_WAY_NAMES,
      ...UNSUITABLE_GROUNDS,
    ];
    expect(used.filter((id) => !hasRuleWord(id))).toEqual([]);
  });

  it.each(Object.entries(RULE_WORDS))('%s in Chinese and in English', (_id, { zh, en }) => {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[ -~’]+$/);
  });
});
