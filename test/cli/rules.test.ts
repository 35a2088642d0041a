import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.js';

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const folder = mkdtempSync(join(tmpdir(), 'bwc-rules-'));

async function bwc(args: readonly string[], language = 'en'): Promise<Answer> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    tty: false,
    columns: 80,
    env: { BWC_LANG: language },
    cwd: folder,
  });
  return { code, out: out.join(''), err: err.join('') };
}

const json = async (args: readonly string[]): Promise<unknown> => {
  const answer = await bwc([...args, '--json']);
  return JSON.parse(answer.out === '' ? answer.err : answer.out) as unknown;
};

let files = 0;
function file(content: unknown): string {
  const name = `f${String((files += 1))}.json`;
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

const extension = (set: Record<string, unknown>, more: Record<string, unknown> = {}): string =>
  file({ id: 'ours-2026', extends: 'xiamen-2021', title: '本局规定', issuer: '本局', set, ...more });
const cited = (value: unknown) => ({ value, article: '第三条', phrase: '本局规定' });

const COMMANDS = ['show', 'check', 'diff', 'explain', 'eval'];

describe('bwc rules', () => {
  it.each(COMMANDS)('%s --help has examples, the exit codes and --json, in Chinese and in English', async (command) => {
    const [chinese, english] = [await bwc(['rules', command, '--help'], 'zh'), await bwc(['rules', command, '--help'])];
    expect([chinese.code, english.code]).toEqual([0, 0]);
    expect(chinese.out).toContain('示例：');
    expect(english.out).toContain(`$ bwc rules ${command}`);
    expect(english.out).toContain('--json');
    expect(english.out).toContain('Exit codes');
    expect((await bwc(['rules', '--help'])).out).toContain(` ${command} `);
  });

  it('show lists the rulebooks with their validity', async () => {
    expect(await json(['rules', 'show'])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'shanghai-2017', from: '2017-02-15', to: '2018-12-31', inForce: false }),
        expect.objectContaining({ id: 'xiamen-2021', from: '2021-04-02', to: null, inForce: true }),
      ]),
    );
    expect((await bwc(['rules', 'show'], 'zh')).out).toMatch(/shanghai-2017 +不在施行期（2017-02-15 至 2018-12-31）/);
  });

  it('show NAME gives every value with its article or says that it is ours', async () => {
    const book = (await json(['rules', 'show', 'xiamen-2021'])) as { values: Record<string, unknown>[] };
    expect(book.values.length).toBeGreaterThan(40);
    for (const value of book.values) expect(value['article'] ?? value['source']).toBeTypeOf('string');
    const text = (await bwc(['rules', 'show', 'xiamen-2021'], 'zh')).out;
    expect(text).toContain('deadlines.upload.limit  期限 导入 时限\n  24 小时——五「24小时内」');
    expect(text).toContain('默认，非原文规定');
  });

  it('explain sets the rulebooks side by side, and says what a bureau may change', async () => {
    const text = (await bwc(['rules', 'explain', 'retention.base'], 'zh')).out;
    expect(text).toContain('xiamen-2021: 1 年——五「原始声像资料保存期限不少于一年」');
    expect(text).toContain('pudong-2024: 6 个月——shanghai-2017 第十五条');
    expect(text).toContain('tianjin-2024: 原文未规定');
    expect(text).toContain('保存只能更长，不能更短');
    expect(await json(['rules', 'explain', 'naming.maxBytes', '--rulebook', 'xiamen-2021'])).toEqual([
      {
        key: 'naming.maxBytes',
        rulebooks: [
          expect.objectContaining({ rulebook: 'xiamen-2021', value: 255, source: 'default', mayChange: 'free' }),
        ],
      },
    ]);
    expect(await bwc(['rules', 'explain', 'retention.nothing'])).toMatchObject({ code: 1, out: '' });
  });

  it('diff shows both values with both articles', async () => {
    const { differences } = (await json(['rules', 'diff', 'xiamen-2021', 'pudong-2024'])) as { differences: unknown[] };
    expect(differences).toContainEqual({
      key: 'retention.base',
      a: { value: { years: 1 }, article: '五', phrase: '原始声像资料保存期限不少于一年' },
      b: { value: { months: 6 }, article: '第十五条', phrase: '原则上不少于六个月', of: 'shanghai-2017' },
    });
    expect((await bwc(['rules', 'diff', 'xiamen-2021', 'xiamen-2021'])).out).toBe('the two say the same\n');
  });

  it('check takes what is stricter', async () => {
    const ours = extension({ 'retention.base': cited({ years: 2 }) });
    expect(await bwc(['rules', 'check', ours], 'zh')).toMatchObject({
      code: 0,
      out: expect.stringContaining('无误') as string,
    });
    expect((await bwc(['rules', 'show', ours], 'zh')).out).toContain(
      'retention.base  一般期限\n  2 年——第三条「本局规定」'.replace('一般期限', '保存 一般期限'),
    );
    expect((await bwc(['rules', 'diff', 'xiamen-2021', ours], 'zh')).out).toContain('ours-2026: 2 年');
    expect(await bwc(['rules', 'check'])).toMatchObject({ code: 0 });
  });

  it('check says of what is more lenient which key, both values and both articles', async () => {
    const ours = extension({ 'retention.base': cited({ months: 6 }), 'deadlines.upload.limit': cited({ hours: 48 }) });
    const { code, out } = await bwc(['rules', 'check', ours], 'zh');
    expect(code).toBe(1);
    expect(out).toContain('retention.base: 保存只能更长，不能更短');
    expect(out).toContain('1 年——五「原始声像资料保存期限不少于一年」');
    expect(out).toContain('→ 6 个月——第三条「本局规定」');
    expect(out).toContain('deadlines.upload.limit: 时限只能更早，不能更晚');
    expect(await json(['rules', 'check', ours])).toMatchObject({
      ok: false,
      refusals: [
        {
          key: 'retention.base',
          why: 'shorter',
          base: { value: { years: 1 }, article: '五' },
          asked: { article: '第三条' },
        },
        { key: 'deadlines.upload.limit', why: 'later' },
      ],
    });
    // Nothing works with a rulebook that is refused.
    expect(await bwc(['rules', 'show', ours])).toMatchObject({
      code: 1,
      err: expect.stringContaining('bwc.rules.extension_refused') as string,
    });
  });

  it.each([
    ['not JSON', '{', 'bwc.rules.invalid'],
    ['no rulebook to extend', { id: 'a', extends: 'b', title: 't', issuer: 'i', set: {} }, 'bwc.rules.unknown'],
    [
      'a value without an article',
      { id: 'a', extends: 'xiamen-2021', title: 't', issuer: 'i', set: { 'retention.base': { value: { years: 2 } } } },
      'bwc.rules.invalid',
    ],
    [
      'a value of another shape',
      { id: 'a', extends: 'xiamen-2021', title: 't', issuer: 'i', set: { 'retention.base': cited('2 years') } },
      'bwc.rules.invalid',
    ],
  ])('check of %s', async (_what, content, code) => {
    const name = file(content);
    expect(await bwc(['rules', 'check', name])).toMatchObject({ code: 1 });
    expect(await json(['rules', 'check', name])).toMatchObject({ ok: false, error: { code } });
  });
});

const FACTS = {
  activityEnd: { at: '2026-03-02T15:00:00+08:00', source: 'person', confidence: 'certain' },
  flags: ['evidence.penalty'],
  request: { asker: 'party' },
};

describe('bwc rules eval', () => {
  const evaluate = (facts: unknown, ...more: string[]): Promise<unknown> =>
    json(['rules', 'eval', '--facts', file(facts), '--now', '2026-03-02T16:00:00+08:00', ...more]);

  it('XM-12 XM-18 XM-19 XM-22: prints deadlines, name, retention and ladder, each with its article', async () => {
    const result = await evaluate(FACTS, '--rulebook', 'xiamen-2021');
    expect(result).toMatchObject({
      rulebook: { id: 'xiamen-2021', inForce: true },
      now: '2026-03-02T16:00:00+08:00',
      deadlines: [
        {
          rule: 'upload',
          due: '2026-03-03T15:00:00+08:00',
          state: 'running',
          basis: {
            moment: 'activityEnd',
            at: '2026-03-02T15:00:00+08:00',
            source: 'person',
            confidence: 'certain',
            inPlaceOf: null,
          },
          article: '五',
        },
        { rule: 'label', due: '2026-03-04T15:00:00+08:00', article: '五' },
      ],
      name: {
        storage: {
          name: null,
          problems: expect.arrayContaining([expect.objectContaining({ code: 'bwc.name.empty_part' })]) as unknown,
        },
      },
      retention: {
        earliestDisposal: 'never',
        reasons: expect.arrayContaining([
          expect.objectContaining({ id: 'evidence.penalty', article: '五' }),
        ]) as unknown,
      },
      approvals: [{ asker: 'party', refused: false }],
    });
  });

  it('is that of Xiamen where nothing else is asked for, and says when a rulebook is not in force', async () => {
    expect(await evaluate(FACTS)).toMatchObject({ rulebook: { id: 'xiamen-2021' } });
    expect(await evaluate(FACTS, '--rulebook', 'shanghai-2017')).toMatchObject({ rulebook: { inForce: false } });
    expect(
      await evaluate(FACTS, '--rulebook', extension({ 'deadlines.upload.limit': cited({ hours: 12 }) })),
    ).toMatchObject({
      rulebook: { id: 'ours-2026', extends: ['xiamen-2021'] },
      deadlines: [
        { due: '2026-03-03T03:00:00+08:00', article: '第三条', of: null },
        { article: '五', of: 'xiamen-2021' },
      ],
    });
  });

  it('TJ-21: counts working days by the calendar of the State Council, and by a bureau’s own file', async () => {
    const facts = {
      returnToUnit: '2026-02-13T18:00:00+08:00',
      reasons: ['specialCircumstances'],
      approvals: [{ role: 'handlingBodyLeader', at: '2026-02-13T19:00:00+08:00' }],
    };
    const args = ['--rulebook', 'tianjin-2024'];
    expect(await evaluate(facts, ...args)).toMatchObject({
      deadlines: [{ due: '2026-02-25T00:00:00+08:00', exception: 'leaderConsent' }, { rule: 'label' }],
    });
    const local = file({ days: [{ day: '2026-02-14', working: false, why: '本市另有安排' }] });
    expect(await evaluate(facts, ...args, '--calendar', local)).toMatchObject({
      deadlines: [{ due: '2026-02-26T00:00:00+08:00' }, {}],
    });
    const text = await bwc(
      ['rules', 'eval', ...args, '--facts', file(facts), '--now', '2026-02-14T09:00:00+08:00'],
      'zh',
    );
    expect(text.out).toContain('导入：进行中，期限 2026-02-24 24:00');
    expect(text.out).toContain('若有纠纷冲突、突发事件，例外“领导同意”不适用，期限为 2026-02-14 18:00:00');
  });

  it('says in words what stands in for what is not known', async () => {
    const facts = file({ recordingEnd: '2026-03-02T15:00:00+08:00' });
    const args = [
      'rules',
      'eval',
      '--rulebook',
      'tianjin-2024',
      '--facts',
      facts,
      '--now',
      '2026-03-02T16:00:00+08:00',
    ];
    expect((await bwc(args, 'zh')).out).toContain('返回单位不明，以录制结束代替');
    expect((await bwc(args)).out).toContain('(estimated)');
  });

  it.each([
    [{ activityEnd: '2026-03-02T15:00:00' }, 'bwc.facts.no_zone'],
    [{ activityEnd: '2026-03-02T16:00:01+08:00' }, 'bwc.facts.future'],
    [
      { recordingStart: '2026-03-02T15:00:00+08:00', recordingEnd: '2026-03-02T14:00:00+08:00' },
      'bwc.facts.end_before_start',
    ],
    [{ activity: '2026-03-02T15:00:00+08:00' }, 'bwc.facts.invalid'],
    ['{', 'bwc.facts.invalid'],
  ])('%j is refused with %s', async (facts, code) => {
    expect(await evaluate(facts)).toMatchObject({ error: { code } });
  });

  it.each([
    ['separator', '甲+乙', 'bwc.name.separator'],
    ['300 characters', '甲'.repeat(300), 'bwc.name.too_long'],
    ['an emoji', '甲😀', 'bwc.name.illegal_character'],
    ['a mark of direction', '甲\u202e乙', 'bwc.name.illegal_character'],
  ])('XM-13: a party with %s makes no name, with a code', async (_what, party, code) => {
    const fields = { unit: '鹭江中队', party, inspectionDate: '2026-03-02', inspectionContent: '占道经营' };
    const result = await evaluate({ ...FACTS, labels: { at: '2026-03-02T15:30:00+08:00', fields } });
    expect(result).toMatchObject({ name: { storage: { name: null, problems: [expect.objectContaining({ code })] } } });
  });

  it.each([
    [['--rulebook', 'xiamen-2031'], 'bwc.rules.unknown', 1],
    [['--rulebook', 'nothing.json'], 'bwc.usage', 2],
    [['--zone', 'Mars'], 'bwc.usage', 2],
    [['--now', '2026-03-02T16:00:00'], 'bwc.usage', 2],
    [['--facts', 'nothing.json'], 'bwc.usage', 2],
    [['--calendar', 'nothing.json'], 'bwc.usage', 2],
  ])('%j ends with its code', async (args, code, exit) => {
    const all = ['rules', 'eval', '--facts', file(FACTS), '--now', '2026-03-02T16:00:00+08:00', ...args];
    expect((await bwc(all)).code).toBe(exit);
    expect(await json(all)).toMatchObject({ error: { code } });
  });

  it('wants facts', async () => {
    expect(await bwc(['rules', 'eval'])).toMatchObject({ code: 2, out: '' });
  });
});
