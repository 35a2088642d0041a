import { describe, expect, it } from 'vitest';
import { hasCode } from '../../../src/domain/errors.js';
import { leavesOf } from '../../../src/policy/rulebook/leaves.js';
import { refusals } from '../../../src/policy/rulebook/extend.js';
import { findRulebook, withExtensions } from '../../../src/policy/rulebook/library.js';
import { parseExtension, parseRulebook } from '../../../src/policy/rulebook/parse.js';
import { loadRulebooks } from '../../../src/policy/rulebooks/load.js';

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
