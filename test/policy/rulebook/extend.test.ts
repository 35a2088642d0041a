import { describe, expect, it } from 'vitest';
import { hasCode } from '../../../src/domain/errors.js';
import { approvalLadder } from '../../../src/policy/approvals/ladder.js';
import { retention } from '../../../src/policy/retention/retention.js';
import { leavesOf } from '../../../src/policy/rulebook/leaves.js';
import { refusals } from '../../../src/policy/rulebook/extend.js';
import { findRulebook, withExtensions } from '../../../src/policy/rulebook/library.js';
import { parseExtension, parseRulebook } from '../../../src/policy/rulebook/parse.js';
import { loadRulebooks } from '../../../src/policy/rulebooks/load.js';
import { ORDINARY } from '../retention/support.js';

const library = loadRulebooks();
const OURS = { article: '第三条', phrase: '本局规定' };

const extension = (base: string, set: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  file: 'ours.json',
  text: JSON.stringify({
    id: 'ours-2026',
    extends: base,
    title: '本局规定',
    issuer: '本局',
    set: Object.fromEntries(Object.entries(set).map(([key, value]) => [key, { value, ...OURS }])),
    ...more,
  }),
});
const load = (base: string, set: Record<string, unknown>) =>
  findRulebook(withExtensions(library, [extension(base, set)]), 'ours-2026');
const why = (base: string, set: Record<string, unknown>) =>
  refusals(findRulebook(library, base), parseExtension(extension(base, set)), 'ours.json').map((r) => [r.key, r.why]);
const errorOf = (act: () => unknown): { code: string; message: string; details: Record<string, unknown> } => {
  try {
    act();
  } catch (error) {
    return error as never;
  }
  throw new Error('nothing was thrown');
};

const keep = (k: string) => ({ keep: k });

describe('XM-18: a bureau may lengthen, never shorten', () => {
  it.each([
    ['xiamen-2021', { 'retention.base': { years: 2 } }],
    ['xiamen-2021', { 'retention.base': { months: 12 } }],
    ['xiamen-2021', { 'retention.base': keep('permanent') }],
    ['shanghai-2017', { 'retention.rules.evidence.keep': keep('permanent') }],
    ['xiamen-2021', { 'deadlines.upload.limit': { hours: 12 } }],
    ['xiamen-2021', { 'deadlines.label.limit': { hours: 24 } }],
    ['tianjin-2024', { 'deadlines.upload.exceptions.leaderConsent.limit': { workingDays: 1 } }],
    ['tianjin-2024', { 'deadlines.upload.exceptions.leaderConsent.reasons': [] }],
    ['siping-tiedong-2020', { 'deadlines.upload.exceptions.afterReturn.approval': 'deputyHead' }],
    ['xiamen-2021', { 'label.fields.address': 'required', 'label.fields.category': 'required' }],
    ['xiamen-2021', { 'label.satisfiedBy': ['annotation'] }],
    ['xiamen-2021', { 'readiness.clock.absoluteMs': 600_000, 'readiness.battery.minPercent': 5 }],
    ['shanghai-2017', { 'gate.label': true }],
    ['xiamen-2021', { 'records.offsiteBackupDays': 3 }],
    [
      'shanghai-2017',
      {
        'deadlines.label.sources': ['bodyCamera'],
        'deadlines.label.anchors': ['recordingEnd'],
        'deadlines.label.limit': { hours: 72 },
      },
    ],
  ])('%s takes %j', (base, set) => {
    expect(why(base, set)).toEqual([]);
    const book = load(base, set);
    const values = new Map(leavesOf(book).map((leaf) => [leaf.key, leaf.cited]));
    for (const [key, value] of Object.entries<unknown>(set)) expect(values.get(key)).toEqual({ value, ...OURS });
    expect(book.extends).toEqual([base]);
  });

  it.each([
    ['xiamen-2021', 'retention.base', { months: 11 }, 'shorter'],
    ['tianjin-2024', 'retention.base', { years: 50 }, 'shorter'],
    ['pudong-2024', 'retention.base', { months: 3 }, 'shorter'],
    ['pudong-2024', 'retention.rules.incident.keep', { years: 4 }, 'shorter'],
    ['xiamen-2021', 'retention.rules.evidence.penalty.keep', { years: 30 }, 'shorter'],
    ['xiamen-2021', 'retention.rules.evidence.otherKinds.keep', { years: 1 }, 'shorter'],
    ['tianjin-2024', 'retention.rules.evidence.keep', keep('longTerm'), 'shorter'],
    ['xiamen-2021', 'deadlines.upload.limit', { hours: 25 }, 'later'],
    ['siping-tiedong-2020', 'deadlines.upload.limit', { hours: 24 }, 'later'],
    ['pudong-2024', 'deadlines.phoneDelivery.limit', { workingDays: 4 }, 'later'],
    ['xiamen-2021', 'deadlines.upload.anchors', ['workDayEnd'], 'narrower'],
    ['tianjin-2024', 'deadlines.upload.exceptions.leaderConsent.barredBy', ['disputeOrConflict'], 'narrower'],
    ['tianjin-2024', 'deadlines.upload.exceptions.leaderConsent.approval', 'anybody', 'weaker'],
    [
      'siping-tiedong-2020',
      'deadlines.upload.exceptions.afterReturn.reasons',
      ['continuousDuty', 'awayFromArea', 'remoteOrPoorTransport', 'specialCircumstances'],
      'wider',
    ],
    ['xiamen-2021', 'label.fields.party', 'recorded', 'weaker'],
    ['pudong-2024', 'label.satisfiedBy', ['annotation', 'association'], 'wider'],
    ['shanghai-2017', 'vocabularies.stages', ['立案'], 'narrower'],
    ['xiamen-2021', 'readiness.clock.calibrate', false, 'weaker'],
    ['xiamen-2021', 'gate.name', false, 'weaker'],
    ['shanghai-2017', 'continuity.resumed', [['voice', 'written']], 'weaker'],
    ['siping-tiedong-2020', 'continuity.notResumed', [['report']], 'weaker'],
    ['xiamen-2021', 'naming.storage.separator', '-', 'fixed'],
    ['shanghai-2017', 'validity.to', null, 'fixed'],
    ['xiamen-2021', 'retention.rules.nothing.keep', { years: 9 }, 'unknownKey'],
    ['xiamen-2021', 'deadlines.upload.exceptions.ours.limit', { hours: 99 }, 'unknownKey'],
  ])('%s refuses %s = %j', (base, key, value, reason) => {
    expect(why(base, { [key]: value })).toEqual([[key, reason]]);
    const error = errorOf(() => load(base, { [key]: value }));
    expect(hasCode(error, 'bwc.rules.extension_refused')).toBe(true);
    expect(error.details).toMatchObject({
      key,
      why: reason,
      asked: JSON.stringify(value),
      askedArticle: '第三条',
      refused: 1,
    });
  });

  it('says the key, both values and both articles, of everything it refuses', () => {
    const error = errorOf(() =>
      load('xiamen-2021', { 'retention.base': { months: 6 }, 'deadlines.upload.limit': { hours: 48 } }),
    );
    expect(error.message).toContain('retention.base');
    expect(error.message).toContain(
      '{"years":1} (xiamen-2021 五 原始声像资料保存期限不少于一年) -> {"months":6} (第三条 本局规定)',
    );
    expect(error.message).toContain('{"hours":24} (xiamen-2021 五 24小时内) -> {"hours":48} (第三条 本局规定)');
    expect(error.details).toMatchObject({ base: '{"years":1}', baseArticle: '五', refused: 2 });
  });

  it('SP-24: a step may be added to a ladder, none taken out', () => {
    const key = 'approvals.matrix.2.outcome';
    const steps = (
      leavesOf(findRulebook(library, 'siping-tiedong-2020')).find((leaf) => leaf.key === key)?.cited.value as {
        steps: unknown[];
      }
    ).steps;
    const more = { role: 'principalHead', title: '主要负责人', does: 'approve', form: null };
    expect(why('siping-tiedong-2020', { [key]: { steps: [...steps, more] } })).toEqual([]);
    expect(why('siping-tiedong-2020', { [key]: { refuse: true } })).toEqual([]);
    expect(why('siping-tiedong-2020', { [key]: { steps: steps.slice(1) } })).toEqual([[key, 'weaker']]);
    expect(why('siping-tiedong-2020', { [key]: { steps: [...steps].reverse() } })).toEqual([[key, 'weaker']]);
  });

  it('holds an extension of an extension to what the first one made stricter', () => {
    const first = extension('xiamen-2021', { 'retention.base': { years: 3 } });
    const second = (years: number) => ({
      file: 'second.json',
      text: extension('ours-2026', { 'retention.base': { years } }).text.replace(
        '"id":"ours-2026"',
        '"id":"squad-2026"',
      ),
    });
    const squad = findRulebook(withExtensions(library, [second(4), first]), 'squad-2026');
    expect(squad.extends).toEqual(['ours-2026', 'xiamen-2021']);
    expect(errorOf(() => withExtensions(library, [first, second(2)])).message).toContain(
      '{"years":3} (ours-2026 第三条',
    );
  });

  it('keeps saying whose article a value rests on', () => {
    const limit = leavesOf(load('xiamen-2021', { 'retention.base': { years: 2 } })).find(
      (l) => l.key === 'deadlines.upload.limit',
    );
    expect(limit?.cited).toMatchObject({ article: '五', of: 'xiamen-2021' });
  });
});

describe('XM-18: a bureau may add', () => {
  const NIGHT = {
    id: 'nightMarket',
    class: 'important',
    when: { anyOf: [], caseKinds: [], noneOf: [], categories: ['夜市巡查'] },
    keep: { value: { years: 2 }, article: '第八条', phrase: '夜市巡查资料保存二年' },
  };
  const ROW = {
    id: 'neighbours',
    askers: ['otherUnit'],
    sensitivities: ['ordinary'],
    acts: ['copy'],
    outcome: {
      value: {
        steps: [
          { role: 'legalSection', title: '法制科', does: 'review', form: null },
          { role: 'leaderInCharge', title: '主管领导', does: 'signForm', form: '城管执法全过程记录调用单' },
          { role: 'archivist', title: '档案管理员', does: 'provide', form: null },
        ],
      },
      article: '第十条',
      phrase: '其他单位调用的，先由法制科审核',
    },
  };
  const LATE = {
    reasons: { value: ['continuousDuty'], ...OURS },
    anchors: { value: ['workDayEnd'], ...OURS },
    limit: { value: { hours: 48 }, ...OURS },
    approval: { value: null, ...OURS },
    barredBy: { value: [], ...OURS },
  };
  const adding = (base: string, add: Record<string, unknown>, set: Record<string, unknown> = {}) =>
    extension(base, set, { add });
  const refused = (base: string, add: Record<string, unknown>, set: Record<string, unknown> = {}) =>
    refusals(findRulebook(library, base), parseExtension(adding(base, add, set)), 'ours.json').map((r) => [
      r.key,
      r.why,
    ]);
  const book = (base: string, add: Record<string, unknown>, set: Record<string, unknown> = {}) =>
    findRulebook(withExtensions(library, [adding(base, add, set)]), 'ours-2026');
  const words = (base: string): string[] => findRulebook(library, base).vocabularies.categories?.value ?? [];
  const withNight = (base: string) => ({ 'vocabularies.categories': [...words(base), '夜市巡查'] });

  it('a rule of retention, called up by a category of its own or by a flag', () => {
    const rulebook = book('xiamen-2021', { 'retention.rules': [NIGHT] }, withNight('xiamen-2021'));
    const plain = { ...ORDINARY, category: null };
    expect(retention(rulebook.retention, plain).until).toBe('2027-03-02');
    const night = retention(rulebook.retention, { ...plain, category: '夜市巡查' });
    expect(night).toMatchObject({ class: 'important', until: '2028-03-02' });
    expect(night.reasons[0]).toMatchObject({ id: 'nightMarket', because: ['夜市巡查'], basis: { article: '第八条' } });
    const onFlag = { ...NIGHT, when: { anyOf: ['nonCooperation'], caseKinds: [], noneOf: [] } };
    const flagged = book('xiamen-2021', { 'retention.rules': [onFlag] }).retention;
    expect(retention(flagged, { ...plain, flags: ['nonCooperation'] }).until).toBe('2028-03-02');
  });

  it('which keeps nothing shorter: a rule that is shorter than the ordinary period adds nothing', () => {
    const short = { ...NIGHT, keep: { ...NIGHT.keep, value: { months: 1 } } };
    const rulebook = book('xiamen-2021', { 'retention.rules': [short] }, withNight('xiamen-2021'));
    expect(retention(rulebook.retention, { ...ORDINARY, category: '夜市巡查' }).until).toBe('2027-03-02');
  });

  it('an approver to a ladder, by a row that goes before those of the text', () => {
    const rules = book('xiamen-2021', { 'approvals.matrix': [ROW] }).approvals;
    const asked = { asker: 'otherUnit', sensitivity: 'ordinary', act: 'copy' } as const;
    expect(approvalLadder(rules, asked)).toMatchObject({ basis: { article: '第十条' }, byDefault: false });
    expect(approvalLadder(rules, asked).steps.map((s) => s.title)).toEqual(['法制科', '主管领导', '档案管理员']);
    expect(approvalLadder(rules, { ...asked, act: 'view' }).basis.article).toBe('六（三）');
  });

  it('an exception to a limit that is the bureau’s own', () => {
    const set = {
      'deadlines.label.sources': ['bodyCamera'],
      'deadlines.label.anchors': ['recordingEnd'],
      'deadlines.label.limit': { hours: 72 },
    };
    const rulebook = book('shanghai-2017', { 'deadlines.label.exceptions': { longDuty: LATE } }, set);
    expect(rulebook.deadlines.label).toMatchObject({ exceptions: { longDuty: { limit: { value: { hours: 48 } } } } });
  });

  it.each([
    [
      'a rule with an end where unclassified footage has none',
      'tianjin-2024',
      { 'retention.rules': [NIGHT] },
      'shorter',
    ],
    ['a rule under a name there is', 'xiamen-2021', { 'retention.rules': [{ ...NIGHT, id: 'disputed' }] }, 'taken'],
    ['a category nobody can choose', 'pudong-2024', { 'retention.rules': [NIGHT] }, 'unknownCategory'],
    [
      'a row that takes an approver out',
      'xiamen-2021',
      {
        'approvals.matrix': [
          { ...ROW, outcome: { ...ROW.outcome, value: { steps: ROW.outcome.value.steps.slice(0, 1) } } },
        ],
      },
      'weaker',
    ],
    ['more time than the text gives', 'xiamen-2021', { 'deadlines.upload.exceptions': { longDuty: LATE } }, 'wider'],
    ['an exception to no limit', 'shanghai-2017', { 'deadlines.label.exceptions': { longDuty: LATE } }, 'unknownKey'],
    [
      'an exception under a name there is',
      'tianjin-2024',
      { 'deadlines.upload.exceptions': { leaderConsent: LATE } },
      'taken',
    ],
  ])('but not %s', (_what, base, add, reason) => {
    expect(refused(base, add).map(([, w]) => w)).toEqual([reason]);
    const error = errorOf(() => book(base, add));
    expect(error).toMatchObject({ code: 'bwc.rules.extension_refused', details: { why: reason, refused: 1 } });
  });

  it('says which row is too weak, what stands there and with which article', () => {
    const weak = { ...ROW, outcome: { ...ROW.outcome, value: { steps: ROW.outcome.value.steps.slice(0, 1) } } };
    expect(errorOf(() => book('xiamen-2021', { 'approvals.matrix': [weak] })).details).toMatchObject({
      key: 'approvals.added.neighbours.outcome',
      baseArticle: '六（三）',
      askedArticle: '第十条',
    });
  });

  it('nothing without an article of its own, nothing twice, nothing of another shape', () => {
    const ours = { ...NIGHT, when: { ...NIGHT.when, categories: [], anyOf: ['important'] } };
    const noArticle = { ...ours, keep: { value: { years: 2 }, source: 'default' } };
    for (const add of [
      { 'retention.rules': [noArticle] },
      { 'retention.rules': [ours, ours] },
      { 'approvals.matrix': [ROW, ROW] },
      { 'retention.rules': [{ ...ours, when: { ...ours.when, anyOf: [] } }] },
      { 'retention.nothing': [] },
      { 'approvals.matrix': [{ ...ROW, id: 'a b' }] },
    ])
      expect(errorOf(() => book('xiamen-2021', add)).code).toBe('bwc.rules.invalid');
  });

  it('and what a bureau added binds those who extend it', () => {
    const first = adding(
      'xiamen-2021',
      { 'retention.rules': [NIGHT], 'approvals.matrix': [ROW] },
      withNight('xiamen-2021'),
    );
    const second = (set: Record<string, unknown>, add: Record<string, unknown> = {}) => ({
      file: 'second.json',
      text: extension('ours-2026', set, { add }).text.replace('"id":"ours-2026"', '"id":"squad-2026"'),
    });
    const squad = (set: Record<string, unknown>, add: Record<string, unknown> = {}) =>
      findRulebook(withExtensions(library, [first, second(set, add)]), 'squad-2026');
    const longer = squad({ 'retention.rules.nightMarket.keep': { years: 3 } });
    expect(retention(longer.retention, { ...ORDINARY, category: '夜市巡查' }).until).toBe('2029-03-02');
    const shorter = errorOf(() => squad({ 'retention.rules.nightMarket.keep': { years: 1 } }));
    expect(shorter.details).toMatchObject({ why: 'shorter', baseArticle: '第八条' });
    const steps = ROW.outcome.value.steps.slice(1);
    expect(errorOf(() => squad({ 'approvals.added.neighbours.outcome': { steps } })).details['why']).toBe('weaker');
    const again = { ...ROW, id: 'again', outcome: { ...ROW.outcome, value: { steps } } };
    expect(errorOf(() => squad({}, { 'approvals.matrix': [again] })).details['why']).toBe('weaker');
  });
});

describe('files that are no rulebooks', () => {
  const text = (json: unknown) => ({ file: 'ours.json', text: JSON.stringify(json) });
  const whole = JSON.parse(extension('xiamen-2021', { 'retention.base': { years: 2 } }).text) as Record<
    string,
    unknown
  >;

  it.each([
    [{ ...whole, extends: 'xiamen-2031' }, 'bwc.rules.unknown', 'xiamen-2031'],
    [{ ...whole, extends: 'ours-2026' }, 'bwc.rules.invalid', 'circle'],
    [{ ...whole, id: 'xiamen-2021' }, 'bwc.rules.invalid', 'xiamen-2021'],
    [{ ...whole, id: 'Ours 2026' }, 'bwc.rules.invalid', 'id'],
    [
      { ...whole, set: { 'retention.base': { value: { years: 2 } } } },
      'bwc.rules.invalid',
      'set.retention.base.article',
    ],
    [
      { ...whole, set: { 'retention.base': { value: { years: 2 }, source: 'default' } } },
      'bwc.rules.invalid',
      'set.retention.base',
    ],
    [
      { ...whole, set: { 'retention.base': { value: { years: '2' }, ...OURS } } },
      'bwc.rules.invalid',
      'retention.base',
    ],
    [{ ...whole, set: { 'records.nothing': { value: ['x'], ...OURS } } }, 'bwc.rules.invalid', 'records.nothing'],
    [{ ...whole, surprise: 1 }, 'bwc.rules.invalid', 'surprise'],
  ])('%j', (json, code, says) => {
    const error = errorOf(() => withExtensions(library, [text(json)]));
    expect([error.code, error.message.includes(says)]).toEqual([code, true]);
  });

  it('a key that is set twice says two things', () => {
    const twice = extension('xiamen-2021', { 'retention.base': { years: 2 } }).text.replace(
      '"set":{',
      '"set":{"retention.base":{"value":{"years":9},"article":"一","phrase":"二"},',
    );
    expect(errorOf(() => parseExtension({ file: 'ours.json', text: twice })).message).toContain('set twice');
  });

  it('not JSON, and JSON that is no rulebook', () => {
    expect(errorOf(() => parseExtension({ file: 'x.json', text: '{' })).code).toBe('bwc.rules.invalid');
    expect(errorOf(() => parseRulebook({ file: 'x.json', text: '{}' })).message).toContain('x.json');
  });

  it('two with one name', () => {
    const one = extension('xiamen-2021', { 'retention.base': { years: 2 } });
    expect(errorOf(() => withExtensions(library, [one, { ...one, file: 'b.json' }])).code).toBe('bwc.rules.invalid');
  });
});
