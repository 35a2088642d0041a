import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../src/policy/names/characters.js';
import { checkName, type NameCheck } from '../../../src/policy/names/check.js';
import { nameKey, numberedName } from '../../../src/policy/names/number.js';
import { parseName } from '../../../src/policy/names/parse.js';
import { namingRules, type NameForm } from '../../../src/policy/names/rules.js';
import type { NameValues } from '../../../src/policy/names/values.js';
import { LIMITS, PUDONG, XIAMEN, XIAMEN_CASE } from './forms.js';

const values = { unit: '思明大队', party: '厦门某某餐饮有限公司', date: '2026-03-02', content: '占道经营检查' };
const xiamen = (change: NameValues = {}, extension = 'MP4'): NameCheck =>
  checkName(XIAMEN, LIMITS, { ...values, ...change }, extension);
const faults = (check: NameCheck): unknown[] => check.problems.map((p) => [p.code, p.part]);

describe('XM-13: unit, party, inspection date and content', () => {
  it('make the name', () => {
    expect(xiamen()).toEqual({
      name: '思明大队+厦门某某餐饮有限公司+20260302+占道经营检查',
      preview: '思明大队+厦门某某餐饮有限公司+20260302+占道经营检查',
      problems: [],
      bytes: 71 + 7 + 4,
      tooLongForDisc: false,
    });
  });

  it('are shown as they are typed, with what is missing', () => {
    const check = checkName(XIAMEN, LIMITS, { unit: '思明大队' }, 'MP4');
    expect(check.name).toBeNull();
    expect(check.preview).toBe('思明大队+〔行政执法相对人〕+〔检查日期〕+〔检查内容〕');
    expect(check.problems.map((p) => p.part)).toEqual(['party', 'date', 'content']);
  });

  it('XM-10: a party that is not there is written with the word for that', () => {
    const check = xiamen({ party: '  ' });
    expect(check.problems).toEqual([
      expect.objectContaining({ code: 'bwc.name.empty_part', title: '行政执法相对人', suggestion: '当事人不在场' }),
    ]);
    expect(xiamen({ party: '当事人不在场' }).name).not.toBeNull();
  });

  it('a party’s name of 300 characters says how many bytes are too many, and of which part', () => {
    const check = xiamen({ party: '长'.repeat(300) });
    expect(check.problems).toEqual([
      expect.objectContaining({ code: 'bwc.name.too_long', part: 'party', overBytes: check.bytes - 255 }),
    ]);
    const fits = 300 - Math.ceil((check.bytes - 255) / 3);
    expect(xiamen({ party: '长'.repeat(fits) }).name).not.toBeNull();
    expect(xiamen({ party: '长'.repeat(fits + 1) }).name).toBeNull();
  });

  it('a name that holds on a disk can be too long for a disc', () => {
    expect(xiamen({ party: 'A'.repeat(80) })).toMatchObject({ problems: [], tooLongForDisc: true });
  });

  it.each([
    ['A+B商行', 'bwc.name.separator', '+', 'A＋B商行'],
    ['甲/乙', 'bwc.name.illegal_character', 'U+002F', '甲／乙'],
    ['甲\\乙:丙', 'bwc.name.illegal_character', 'U+005C', '甲＼乙：丙'],
    ['“好”<味>', 'bwc.name.illegal_character', 'U+003C', '“好”＜味＞'],
    ['小明😀饭店', 'bwc.name.illegal_character', 'U+1F600', '小明饭店'],
    ['\u202e店饭明小', 'bwc.name.illegal_character', 'U+202E', '店饭明小'],
    ['甲\u200b乙', 'bwc.name.illegal_character', 'U+200B', '甲乙'],
    ['甲\u3000乙', 'bwc.name.illegal_character', 'U+3000', '甲 乙'],
    ['甲\n乙', 'bwc.name.illegal_character', 'U+000A', '甲乙'],
    ['甲\u0000', 'bwc.name.illegal_character', 'U+0000', '甲'],
    ['甲\ud83d', 'bwc.name.illegal_character', 'U+D83D', '甲'],
    ['甲乙 ', 'bwc.name.edge_character', null, '甲乙'],
    ['.甲乙', 'bwc.name.edge_character', null, '甲乙'],
    ['Cafe\u0301', 'bwc.name.not_normalised', null, 'Café'],
    ['\u{1f600}', 'bwc.name.illegal_character', 'U+1F600', '当事人不在场'],
  ])('party %j fails with %s for %s and can be written %s', (party, code, found, suggestion) => {
    const check = xiamen({ party });
    expect(check.problems[0]).toMatchObject({ code, part: 'party', found, suggestion });
    expect(xiamen({ party: suggestion }).problems).toEqual([]);
  });

  it('a rare name outside the basic plane, and a firm’s mark, stand as they are', () => {
    for (const party of ['𠮷野', '㛃𬭩', '\u{3134a}某', '某®公司', '买买提·吐尔逊', 'O’Neil & Co.公司']) {
      expect(faults(xiamen({ party }))).toEqual([]);
    }
  });

  it.each(['2026-02-30', '20260302', '2026-3-2', '昨天'])('%s is no inspection date', (date) => {
    expect(faults(xiamen({ date }))).toEqual([['bwc.name.not_a_date', 'date']]);
  });

  it('content that ends like a number given to a second clip is refused', () => {
    expect(xiamen({ content: '复查(2)' }).problems).toEqual([
      expect.objectContaining({ code: 'bwc.name.number_like', part: 'content', suggestion: '复查（2）' }),
    ]);
  });

  it('every fault is named, not only the first', () => {
    expect(faults(xiamen({ unit: '', party: 'A+B/C', date: 'x' }))).toEqual([
      ['bwc.name.empty_part', 'unit'],
      ['bwc.name.illegal_character', 'party'],
      ['bwc.name.separator', 'party'],
      ['bwc.name.not_a_date', 'date'],
    ]);
  });
});

describe('XM-36: items of a case are named by ordinal and record item', () => {
  const item = (ordinal: string, recordItem: string): NameCheck =>
    checkName(XIAMEN_CASE, LIMITS, { ordinal, recordItem }, 'MP4');

  it('as in the record list', () => {
    expect(item('1', '现场勘验').name).toBe('1+现场勘验');
    expect(item('12', '告知书送达').name).toBe('12+告知书送达');
  });

  it.each(['0', '01', '-1', '一', '1.5'])('%s is no ordinal', (ordinal) => {
    expect(faults(item(ordinal, '现场勘验'))).toEqual([['bwc.name.not_an_ordinal', 'ordinal']]);
  });
});

describe('PD-13: time, case number, party and stage', () => {
  const pudong = { time: '2026-03-02T16:05', caseNumber: '2026-0031', party: '张某', stage: '调查取证' };

  it('make the name', () => {
    expect(checkName(PUDONG, LIMITS, pudong, 'mp4').name).toBe('202603021605+2026-0031+张某+调查取证');
    expect(checkName(PUDONG, LIMITS, { ...pudong, caseNumber: '无案号' }, 'mp4').name).toContain('+无案号+');
  });

  it.each(['2026-03-02T24:00', '2026-03-02T16:05:00', '2026-03-02', '2026-02-30T10:00'])('%s is no time', (time) => {
    expect(faults(checkName(PUDONG, LIMITS, { ...pudong, time }, 'mp4'))).toEqual([['bwc.name.not_a_date', 'time']]);
  });
});

it('a name Windows keeps for itself is refused', () => {
  const form: NameForm = { ...XIAMEN_CASE, parts: { value: XIAMEN_CASE.parts.value.slice(1), source: 'default' } };
  for (const recordItem of ['CON', 'nul', 'LPT1', 'nul.x']) {
    expect(checkName(form, LIMITS, { recordItem }, 'MP4').problems.map((p) => p.code)).toEqual(['bwc.name.reserved']);
  }
  expect(checkName(form, LIMITS, { recordItem: 'console' }, 'MP4').problems).toEqual([]);
});

describe('taking a name apart', () => {
  it.each([
    ['思明大队+20260302+检查', null],
    ['思明大队+A+B+20260302+检查', null],
    ['', null],
  ])('%j does not have the parts', (stem, number) => {
    expect(parseName(XIAMEN, LIMITS, stem, 'MP4')).toMatchObject({
      number,
      values: {},
      check: {
        name: null,
        problems: [{ code: 'bwc.name.part_count', suggestion: '单位名称+行政执法相对人+检查日期+检查内容' }],
      },
    });
  });

  it('finds the number of a second clip, and only a number as we write it', () => {
    const parse = (tail: string) => parseName(XIAMEN, LIMITS, `${xiamen().name ?? ''}${tail}`, 'MP4');
    expect(parse('(2)')).toMatchObject({ number: 2, values, check: { problems: [] } });
    for (const tail of ['(1)', '(02)', '(0)', '(2)(3)']) {
      expect(parse(tail).check.problems.map((p) => p.code)).toEqual(['bwc.name.number_like']);
    }
  });

  it('says what is wrong with a date that stands in it', () => {
    const { check } = parseName(XIAMEN, LIMITS, '甲+乙+20260230+丙', 'MP4');
    expect(check.problems).toEqual([expect.objectContaining({ code: 'bwc.name.not_a_date', found: '2026-02-30' })]);
  });
});

it('a part with several faults has a suggestion that mends them all', () => {
  const { problems } = xiamen({ content: '+检查(2)' });
  expect(problems.map((p) => [p.code, p.suggestion])).toEqual([
    ['bwc.name.separator', '＋检查(2)'],
    ['bwc.name.number_like', '＋检查（2）'],
  ]);
});

describe('any name', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 40 });
  const text = fc.oneof(
    anything,
    fc.string({
      unit: fc.constantFrom('单', '位', 'é', 'A', ' ', '.', '(', '2', ')', '+', '-', '＋', '𠮷'),
      maxLength: 20,
    }),
  );
  /** Made legal here, by other means than those under test. */
  const legal = text.map((t) => {
    const kept = Array.from(t.normalize('NFC')).filter((c) => /^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(c));
    const plain = kept.filter((c) => !/[\\/:*?"<>|+\p{Extended_Pictographic}\p{RI}\p{EMod}]/u.test(c));
    return `字${plain.join('')}。`.normalize('NFC');
  });
  const day = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((d) => d.toISOString());
  const forms = (words: fc.Arbitrary<string>): readonly (readonly [NameForm, fc.Arbitrary<NameValues>])[] => [
    [XIAMEN, fc.record({ unit: words, party: words, date: day.map((d) => d.slice(0, 10)), content: words })],
    [XIAMEN_CASE, fc.record({ ordinal: fc.integer({ min: 1, max: 999 }).map(String), recordItem: words })],
    [PUDONG, fc.record({ time: day.map((d) => d.slice(0, 16)), caseNumber: words, party: words, stage: words })],
  ];

  it.each(forms(fc.oneof(legal, text)))(
    'that checks comes back as it went in, with any number (form %#)',
    (form, arbitrary) => {
      fc.assert(
        fc.property(arbitrary, fc.option(fc.integer({ min: 2, max: 99_999 })), (parts, number) => {
          const { name } = checkName(form, LIMITS, parts, 'MP4');
          fc.pre(name !== null);
          const stem = number === null ? name : `${name}(${String(number)})`;
          const back = parseName(form, LIMITS, stem, 'MP4');
          expect(back).toMatchObject({ values: parts, number, check: { name, problems: [] } });
          expect(Buffer.byteLength(`${stem}.MP4`)).toBeLessThanOrEqual(255);
          expect(/[\p{Cc}\p{Cf}\\/:*?"<>|]/u.test(stem)).toBe(false);
        }),
        { numRuns: 400 },
      );
    },
  );

  it.each(forms(text))(
    'that fails says why, and what can be mended by itself then checks (form %#)',
    (form, arbitrary) => {
      fc.assert(
        fc.property(arbitrary, (parts) => {
          const { name, problems } = checkName(form, LIMITS, parts, 'MP4');
          expect(name === null).toBe(problems.length > 0);
          const better: NameValues = {
            ...parts,
            ...Object.fromEntries(
              problems.flatMap(({ part, suggestion }) =>
                part === null || suggestion === null ? [] : [[part, suggestion]],
              ),
            ),
          };
          const left = checkName(form, LIMITS, better, 'MP4').problems.filter(
            // Where nothing of a part is left, and where a name is too long, only a person knows what to write.
            (p) => p.suggestion !== null && !['bwc.name.empty_part', 'bwc.name.number_like'].includes(p.code),
          );
          expect(left).toEqual([]);
        }),
        { numRuns: 400 },
      );
    },
  );

  it.each(forms(legal))('of legal parts checks (form %#)', (form, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (parts) => {
        const { problems } = checkName(form, LIMITS, parts, 'MP4');
        expect(problems.filter((p) => p.code !== 'bwc.name.too_long')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('is taken apart without an accident, whatever it is', () => {
    fc.assert(
      fc.property(anything, (stem) => {
        const { check } = parseName(XIAMEN, LIMITS, stem, 'MP4');
        if (check.name !== null) expect(stem.startsWith(check.name)).toBe(true);
      }),
    );
  });

  it('two different sets of parts never make one name', () => {
    const few = fc.constantFrom('字', '字字', '字＋字', 'A', 'a', '字 字', '字(2)字', '20260302');
    const date = fc.constantFrom('2026-03-02', '2026-03-03');
    const parts = fc.record({ unit: few, party: few, date, content: few });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const [x, y] = [checkName(XIAMEN, LIMITS, a, 'MP4').name, checkName(XIAMEN, LIMITS, b, 'MP4').name];
        fc.pre(x !== null && y !== null);
        expect(x === y).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

describe('names that occur more than once', () => {
  it('are numbered from the second on, by what any file system takes for the same', () => {
    const taken = new Set<string>();
    const given = ['检查A', '检查a', '检查A', '检查B'].map((name) => {
      const free = numberedName(name, taken);
      taken.add(nameKey(free));
      return free;
    });
    expect(given).toEqual(['检查A', '检查a(2)', '检查A(3)', '检查B']);
    expect(nameKey('Cafe\u0301')).toBe(nameKey('CAFÉ'));
  });
});

it('one character is one verdict, and what is mended is clean', () => {
  expect(['a', '好', '/', '\u200e', '🇨', '\u00a0', '🚗', '1', '#', '㊣'].map(faultOf)).toEqual([
    null,
    null,
    'system',
    'invisible',
    'emoji',
    'space',
    'emoji',
    null,
    null,
    null,
  ]);
});

describe('the rules themselves', () => {
  const rules = {
    storage: XIAMEN,
    caseItem: null,
    maxBytes: { value: 255, source: 'default' },
    discUnits: { value: 103, source: 'default' },
  };

  it('are what the schema takes', () => {
    expect(namingRules.safeParse(rules).success).toBe(true);
  });

  it.each([
    ['a separator no file system takes', { storage: { ...XIAMEN, separator: { value: '/', source: 'default' } } }],
    ['a separator of two marks', { storage: { ...XIAMEN, separator: { value: '--', source: 'default' } } }],
    [
      'a part that stands there twice',
      { storage: { ...XIAMEN, parts: { value: [...XIAMEN.parts.value, ...XIAMEN.parts.value], source: 'default' } } },
    ],
    ['more bytes than ext4 holds', { maxBytes: { value: 256, source: 'default' } }],
  ])('do not hold %s', (_what, wrong) => {
    expect(namingRules.safeParse({ ...rules, ...wrong }).success).toBe(false);
  });
});
