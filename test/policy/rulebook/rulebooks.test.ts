/** The five rulebooks as they are shipped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leavesOf } from '../../../src/policy/rulebook/leaves.js';
import { findRulebook } from '../../../src/policy/rulebook/library.js';
import type { Rulebook } from '../../../src/policy/rulebook/schema.js';
import { loadRulebooks } from '../../../src/policy/rulebooks/load.js';
import { missingRuns } from './text-grams.js';

const library = loadRulebooks();
const valueOf = (id: string, key: string): unknown =>
  leavesOf(findRulebook(library, id)).find((leaf) => leaf.key === key)?.cited.value;

function* phrasesIn(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'phrase' && typeof value === 'string') yield value;
    else yield* phrasesIn(value);
  }
}

describe('the rulebooks that come with the program', () => {
  it('are the five regulations', () => {
    expect([...library.keys()]).toEqual([
      'pudong-2024',
      'shanghai-2017',
      'siping-tiedong-2020',
      'tianjin-2024',
      'xiamen-2021',
    ]);
  });

  it.each([...library.values()])(
    '$id: every value has its article and phrase, or says that it is ours and why',
    (book) => {
      for (const { key, cited } of leavesOf(book)) {
        if ('source' in cited) expect(cited.note, key).toMatch(/\p{Script=Han}/u);
        else
          expect(
            [cited.article, cited.phrase].every((s) => s.trim() !== ''),
            key,
          ).toBe(true);
      }
    },
  );

  it.each([...library.keys()])('%s: every phrase is in the text, word for word', (id) => {
    const file = join(import.meta.dirname, `../../../src/policy/rulebooks/${id}.json`);
    const phrases = [...phrasesIn(JSON.parse(readFileSync(file, 'utf8')))];
    expect(phrases.length).toBeGreaterThan(15);
    expect(phrases.filter((phrase) => missingRuns(phrase, id).length > 0)).toEqual([]);
    expect(missingRuns('48 小时内导入工作站', id)).not.toEqual([]);
  });

  const uncited = (book: Rulebook): string[] => {
    const found: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node === 'number') found.push(path);
      else if (typeof node === 'object' && node !== null && !('value' in node))
        for (const [key, value] of Object.entries(node)) walk(value, `${path}.${key}`);
    };
    walk(book, book.id);
    return found;
  };
  it.each([...library.values()])('$id: no number stands without a source', (book) => {
    expect(uncited(book)).toEqual([]);
  });

  it('SH-27: the rule of Shanghai is kept with the days it was in force', () => {
    expect(valueOf('shanghai-2017', 'validity.from')).toBe('2017-02-15');
    expect(valueOf('shanghai-2017', 'validity.to')).toBe('2018-12-31');
    expect(valueOf('xiamen-2021', 'validity.from')).toBe('2021-04-02');
    expect(valueOf('tianjin-2024', 'validity.from')).toBe('2024-11-29');
    expect(valueOf('pudong-2024', 'validity.from')).toBe('2024-03-27');
    expect(valueOf('siping-tiedong-2020', 'validity.from')).toBe('2020-01-14');
  });

  it('SH-15 SP-17 TJ-26 XM-18: ordinary footage is kept six months, six months, by its class, one year', () => {
    expect(valueOf('shanghai-2017', 'retention.base')).toEqual({ months: 6 });
    expect(valueOf('siping-tiedong-2020', 'retention.base')).toEqual({ months: 6 });
    expect(valueOf('tianjin-2024', 'retention.base')).toBeUndefined();
    expect(valueOf('tianjin-2024', 'retention.rules.guidanceOnly.keep')).toEqual({ years: 2 });
    expect(valueOf('xiamen-2021', 'retention.base')).toEqual({ years: 1 });
  });

  it('the base period of Pudong is that of Shanghai, said to be so and to be confirmed', () => {
    const pudong = findRulebook(library, 'pudong-2024');
    expect(leavesOf(pudong).find((leaf) => leaf.key === 'retention.base')?.cited).toEqual({
      value: { months: 6 },
      article: '第十五条',
      phrase: '原则上不少于六个月',
      of: 'shanghai-2017',
    });
    expect(pudong.inherits.find((i) => i.key === 'retention.base')?.confirm).toContain('确认');
  });

  it('SH-03: fourteen stages of a case; Pudong, which lists none, takes them over', () => {
    expect(valueOf('shanghai-2017', 'vocabularies.stages')).toHaveLength(14);
    expect(valueOf('pudong-2024', 'vocabularies.stages')).toEqual(valueOf('shanghai-2017', 'vocabularies.stages'));
  });

  it('SH-04 SP-02 TJ-03 XM-04: what must be recorded, in twelve, nine, eight and eight kinds', () => {
    const counts = ['shanghai-2017', 'siping-tiedong-2020', 'tianjin-2024', 'xiamen-2021'].map(
      (id) => (valueOf(id, 'vocabularies.activities') as string[]).length,
    );
    expect(counts).toEqual([12, 9, 8, 8]);
  });

  it('PD-06 PD-12: the kinds of work of Pudong, and exactly four categories', () => {
    expect(valueOf('pudong-2024', 'vocabularies.categories')).toEqual(['信访处置', '日常执法检查', '案件办理', '其他']);
    expect(valueOf('pudong-2024', 'vocabularies.activities')).toHaveLength(5);
  });

  it('XM-34 XM-35: five categories and six record items', () => {
    expect(valueOf('xiamen-2021', 'vocabularies.categories')).toHaveLength(5);
    expect(valueOf('xiamen-2021', 'vocabularies.recordItems')).toHaveLength(6);
  });

  it('TJ-15: ways of serving a document', () => {
    expect(valueOf('tianjin-2024', 'vocabularies.serviceKinds')).toEqual([
      '直接送达',
      '留置送达',
      '邮寄送达',
      '公告送达',
      '委托送达',
      '转交送达',
      '传真送达',
    ]);
  });

  it('PD-13 XM-13 XM-36: names are made of the parts of the text, in its order', () => {
    const titles = (id: string, key: string): string[] =>
      (valueOf(id, key) as { title: string }[]).map((part) => part.title);
    expect(titles('pudong-2024', 'naming.storage.parts')).toEqual([
      '执法时间',
      '案件序列号',
      '当事人姓名',
      '案件办理阶段',
    ]);
    expect(titles('xiamen-2021', 'naming.storage.parts')).toEqual([
      '单位名称',
      '行政执法相对人',
      '检查日期',
      '检查内容',
    ]);
    expect(titles('xiamen-2021', 'naming.caseItem.parts')).toEqual(['序号', '记录事项']);
  });

  it('an unknown one is refused with the names there are', () => {
    expect(() => findRulebook(library, 'xiamen-2031')).toThrow(/xiamen-2031.*xiamen-2021/);
  });
});
