/** Names, retention, consent, interruptions, pre-use checks and the gate, as the five rulebooks that come with the program have them. */
import { describe, expect, it } from 'vitest';
import { approvalLadder, type AccessRequest } from '../../src/policy/approvals/ladder.js';
import { explained } from '../../src/policy/continuity/explain.js';
import { continuity } from '../../src/policy/continuity/gaps.js';
import type { LabelField } from '../../src/policy/deadlines/label-rules.js';
import type { Flag } from '../../src/policy/facts/vocabulary.js';
import { syncGate, type GateFacts } from '../../src/policy/gate/sync-gate.js';
import { checkName } from '../../src/policy/names/check.js';
import { parseName } from '../../src/policy/names/parse.js';
import { readiness, type ReadinessFacts } from '../../src/policy/readiness/readiness.js';
import { retention, type CaseFile, type RetentionFacts } from '../../src/policy/retention/retention.js';
import { basisOf } from '../../src/policy/rulebook/cited.js';
import { findRulebook, withExtensions } from '../../src/policy/rulebook/library.js';
import type { Rulebook } from '../../src/policy/rulebook/schema.js';
import { loadRulebooks } from '../../src/policy/rulebooks/load.js';
import { ORDINARY } from './retention/support.js';

const library = loadRulebooks();
const book = (id: string): Rulebook => findRulebook(library, id);
const [XM, PD, TJ, SP, SH] = ['xiamen-2021', 'pudong-2024', 'tianjin-2024', 'siping-tiedong-2020', 'shanghai-2017'].map(
  book,
) as [Rulebook, Rulebook, Rulebook, Rulebook, Rulebook];
const ALL = [XM, PD, TJ, SP, SH];

describe('retention', () => {
  const keep = (rulebook: Rulebook, flags: Flag[] = [], more: Partial<RetentionFacts> = {}) =>
    retention(rulebook.retention, { ...ORDINARY, flags, ...more });
  const closed: CaseFile = { kind: 'penalty', closedOn: '2026-06-30', period: { years: 30 } };

  it.each([
    ['XM-18', XM, [], '2027-03-02', '五'],
    ['SH-15', SH, [], '2026-09-02', '第十五条'],
    ['SP-17', SP, [], '2026-09-02', '第十四条'],
    ['PD-17', PD, ['obstruction'], '2031-03-02', '二（二）3（3）'],
    ['PD-17', PD, ['massIncident'], '2031-03-02', '二（二）3（3）'],
    ['PD-17', PD, ['sensitivePublicOpinion'], '2031-03-02', '二（二）3（3）'],
    ['PD-17', PD, ['likelyPetitionOrComplaint'], '2031-03-02', '二（二）3（3）'],
    ['SH-17', SH, ['obstruction'], 'never', '第十五条'],
    ['SH-18', SH, ['massIncident'], 'never', '第十五条'],
    ['SH-19', SH, ['majorDifficultComplex'], 'never', '第十五条'],
    ['SH-16', SH, ['evidence.compulsion'], 'never', '第十五条'],
    ['SP-18', SP, ['evidence.licence'], 'never', '第十四条'],
    ['SP-19', SP, ['complaint'], 'never', '第十四条'],
    ['SP-20', SP, ['obstruction'], 'never', '第十四条'],
    ['SP-05', SP, ['nonCooperation'], 'never', '第十四条'],
    ['SP-21', SP, ['suddenIncident'], 'never', '第十四条'],
    ['SP-22', SP, ['majorDifficultComplex'], 'never', '第十四条'],
    ['TJ-26', TJ, ['guidanceOnly'], '2028-03-02', '第四十一条（一）'],
    ['TJ-28', TJ, ['evidence.penalty'], 'never', '第四十一条（三）1'],
    ['TJ-29', TJ, ['massIncident'], 'never', '第四十一条（三）2'],
    ['TJ-30', TJ, ['guidanceOnly', 'disputeOrConflict'], 'never', '第四十一条（三）3'],
    ['TJ-31', TJ, ['objection'], 'never', '第四十一条（三）4'],
    ['TJ-32', TJ, ['publicInterestOrSafety'], 'never', '第四十一条（三）5'],
    ['TJ-33', TJ, ['majorDifficultComplex'], 'never', '第四十一条（三）6'],
  ] as const)('%s: %#', (_id, rulebook, flags, until, article) => {
    const verdict = keep(rulebook, [...flags]);
    expect(verdict.until).toBe(until);
    expect(verdict.reasons.find((r) => r.kind === 'rule' || r.kind === 'base')?.basis?.article).toBe(article);
  });

  it('PD-17: the base period is inherited, and says from where', () => {
    expect(keep(PD)).toMatchObject({
      until: '2026-09-02',
      reasons: [{ kind: 'base', basis: { of: 'shanghai-2017' } }],
    });
  });

  it('XM-19, PD-18: evidence is kept as long as its case file, and for ever while that is not known', () => {
    for (const rulebook of [XM, PD]) {
      expect(keep(rulebook, ['evidence.penalty'], { case: closed })).toMatchObject({
        class: 'evidence',
        until: '2056-06-30',
      });
      expect(keep(rulebook, ['evidence.penalty'], { case: { ...closed, period: null } }).until).toBe('never');
    }
  });

  it('TJ-27: a case’s footage goes with its file, inspections without a case wait to be classified', () => {
    expect(keep(TJ, [], { case: closed })).toMatchObject({ class: 'caseFile', until: '2056-06-30' });
    expect(keep(TJ)).toMatchObject({ class: 'undecided', until: 'never', reasons: [{ kind: 'unclassified' }] });
  });

  it.each(ALL.map((r) => [r.id, r] as const))(
    '%s: what is unlabelled, undated or unreliable never expires',
    (_id, rulebook) => {
      for (const more of [{ labelled: false }, { classified: false }, { recordedOn: null }, { timeReliable: false }]) {
        expect(keep(rulebook, [], more).earliestDisposal).toBe('never');
      }
    },
  );
});

describe('labels', () => {
  it.each([
    [
      'XM-09, XM-10',
      XM,
      { officers: 'recorded', address: 'recorded', task: 'recorded', witnesses: 'recorded' },
      '四（一） 四（一） 四（一） 四（二）',
    ],
    ['TJ-05', TJ, { officers: 'recorded' }, '第十二条'],
    [
      'TJ-19',
      TJ,
      { caseNumber: 'required', party: 'required', handler: 'required' },
      '第三十九条 第三十九条 第三十九条',
    ],
    ['PD-12', PD, { category: 'required' }, '二（二）3（1）'],
    ['SP-04', SP, { witnesses: 'recorded' }, '第九条'],
  ] as const)('%s: what is written down', (_id, { label }, expected, articles) => {
    const asked = Object.keys(expected).map((field) => [field, label.fields[field as LabelField]] as const);
    expect(Object.fromEntries(asked.map(([field, rule]) => [field, rule?.value]))).toEqual(expected);
    expect(asked.map(([, rule]) => rule && basisOf(rule).article).join(' ')).toBe(articles);
  });
});

describe('names', () => {
  it('XM-13 and XM-36 are built and taken apart again', () => {
    const values = { unit: '思明大队', party: '某某店', date: '2026-03-02', content: '占道经营' };
    const form = XM.naming.storage;
    if (form === null) throw new Error('no form');
    const { name } = checkName(form, XM.naming, values, 'MP4');
    expect(name).toBe('思明大队+某某店+20260302+占道经营');
    expect(parseName(form, XM.naming, name ?? '', 'MP4').values).toEqual(values);
    expect(
      XM.naming.caseItem &&
        checkName(XM.naming.caseItem, XM.naming, { ordinal: '1', recordItem: '现场勘验' }, 'MP4').name,
    ).toBe('1+现场勘验');
  });

  it('PD-13 names by time, case number, party and stage', () => {
    const values = { time: '2026-03-02T16:05', caseNumber: '无案号', party: '张某', stage: '现场执法检查' };
    expect(PD.naming.storage && checkName(PD.naming.storage, PD.naming, values, 'MP4').name).toBe(
      '202603021605+无案号+张某+现场执法检查',
    );
  });

  it('the other texts give none', () => {
    expect([TJ, SP, SH].map((r) => r.naming.storage)).toEqual([null, null, null]);
  });

  it.each(
    ALL.flatMap((r) =>
      [r.naming.storage, r.naming.caseItem].flatMap(
        (f) =>
          f?.parts.value.flatMap((p) => (p.whenNone === null ? [] : [[r.id, p.part, p.whenNone, f] as const])) ?? [],
      ),
    ),
  )('%s: the word for no %s, %s, is a legal part itself', (_id, part, word, form) => {
    const check = checkName(form, XM.naming, { [part]: word }, 'MP4');
    expect(check.problems.filter((p) => p.part === part)).toEqual([]);
  });
});

describe('consent', () => {
  const titles = (
    rulebook: Rulebook,
    asker: AccessRequest['asker'],
    sensitivity: AccessRequest['sensitivity'] = 'ordinary',
    act: AccessRequest['act'] = 'copy',
  ) => {
    const ladder = approvalLadder(rulebook.approvals, { asker, sensitivity, act });
    return [ladder.basis.article, ...ladder.steps.filter((s) => s.does !== 'register').map((s) => s.title)];
  };

  it.each([
    ['SH-21', SH, 'party', ['第十六条', '负责人']],
    ['SP-24', SP, 'party', ['第十五条', '法制科', '分管负责人']],
    ['SP-24', SP, 'otherUnit', ['第十五条', '法制科', '分管负责人']],
    ['PD-19', PD, 'otherUnit', ['二（二）4', '单位主要领导']],
    ['PD-19', PD, 'otherPerson', ['二（二）4', '单位主要领导']],
    ['TJ-34', TJ, 'internalWork', ['第四十二条', '委分管行政执法机构负责同志']],
    ['TJ-39', TJ, 'party', ['第四十六条', '委分管行政执法机构负责同志']],
    ['XM-22', XM, 'internalWork', ['六（三）', '主管领导', '档案管理员']],
  ] as const)('%s: %# by the text', (_id, rulebook, asker, expected) => {
    expect(titles(rulebook, asker)).toEqual(expected);
  });

  it('SP-25: sensitive footage goes to the principal head', () => {
    expect(titles(SP, 'party', 'sensitive')).toEqual(['第十五条', '法制科', '主要负责人']);
  });

  it('TJ-39: what must stay secret is not copied for a party', () => {
    expect(approvalLadder(TJ.approvals, { asker: 'party', sensitivity: 'secret', act: 'copy' }).refused).toBe(true);
  });

  it('SH-24, SP-29, PD-20, TJ-38: what must stay secret is given to no party, in any rulebook', () => {
    for (const { approvals } of ALL) {
      for (const act of ['view', 'copy', 'release'] as const)
        expect(approvalLadder(approvals, { asker: 'party', sensitivity: 'secret', act })).toMatchObject({
          refused: true,
          steps: [],
        });
    }
  });

  it('SH-23, SP-28, PD-30, TJ-25, XM-31: nothing is given away without somebody’s consent, in any rulebook', () => {
    for (const rulebook of ALL) {
      const ladder = approvalLadder(rulebook.approvals, {
        asker: 'otherPerson',
        sensitivity: 'ordinary',
        act: 'release',
      });
      expect(ladder.refused || ladder.steps.some((s) => s.does === 'approve' || s.does === 'signForm')).toBe(true);
    }
  });
});

describe('interruptions', () => {
  const segments = [
    { clip: '1', device: 'A', start: '2026-03-02T01:00:00.000Z', end: '2026-03-02T01:10:00.000Z' },
    { clip: '2', device: 'A', start: '2026-03-02T01:20:00.000Z', end: '2026-03-02T01:30:00.000Z' },
  ];
  const wanted = (rulebook: Rulebook, resumed: boolean) => {
    const activity = resumed
      ? { segments, start: null, end: null }
      : { segments: segments.slice(0, 1), start: null, end: '2026-03-02T02:00:00.000Z' };
    const [gap] = continuity(activity, rulebook.continuity.segmentGapMs.value).interruptions;
    if (gap === undefined) throw new Error('no interruption');
    const verdict = explained(rulebook.continuity, gap, segments, []);
    return [verdict.basis.article, verdict.wanted];
  };

  it.each([
    ['SH-10', SH, ['第十二条', [['voice']]]],
    ['SP-07', SP, ['第十一条', [['voice']]]],
    ['TJ-13', TJ, ['第二十一条', [['voice', 'dutyLog', 'appReport', 'written', 'statement']]]],
    ['XM-21', XM, ['六（二）', [['dutyLog'], ['report']]]],
    ['PD-10', PD, ['二（二）2（4）', [['appReport']]]],
  ] as const)('%s: what resuming wants', (_id, rulebook, expected) => {
    expect(wanted(rulebook, true)).toEqual(expected);
  });

  it.each([
    ['SH-11', SH, [['report'], ['written']]],
    ['SP-08', SP, [['report'], ['written']]],
    ['TJ-14', TJ, [['report'], ['written']]],
    ['XM-21', XM, [['dutyLog'], ['report']]],
  ] as const)('%s: what not resuming wants', (_id, rulebook, expected) => {
    expect(wanted(rulebook, false)[1]).toEqual(expected);
  });
});

describe('before use', () => {
  const UNREAD: ReadinessFacts = {
    occasion: 'issue',
    batteryPercent: null,
    storage: null,
    overlay: null,
    reading: null,
    station: null,
    lastSetAt: null,
    lastReturnAt: null,
    newestClip: null,
    lookedAt: [],
  };
  const required = (rulebook: Rulebook): unknown =>
    readiness(rulebook.readiness, UNREAD)
      .checks.filter((c) => c.required)
      .map((c) => [c.check, c.basis.article]);

  it.each([
    [
      'SH-08',
      SH,
      [
        ['battery', '第十二条'],
        ['storage', '第十二条'],
        ['clock', '第十二条'],
      ],
    ],
    [
      'SP-12',
      SP,
      [
        ['battery', '第十二条'],
        ['storage', '第十二条'],
        ['clock', '第十二条'],
      ],
    ],
    [
      'XM-03, XM-07',
      XM,
      [
        ['battery', '一'],
        ['storage', '一'],
        ['clock', '三'],
        ['calibration', '三'],
        ['overlay', '三'],
      ],
    ],
  ] as const)('%s: what is asked for', (_id, rulebook, expected) => {
    expect(required(rulebook)).toEqual(expected);
  });

  it('SH-02: a bureau sets its limits, and they decide', () => {
    const stricter = withExtensions(library, [
      {
        file: 'strict.json',
        text: JSON.stringify({
          ...{ id: 'strict-2026', extends: 'shanghai-2017', title: '技术参数', issuer: '某局' },
          set: { 'readiness.battery.minPercent': { value: 60, article: '第三条', phrase: '电量不低于百分之六十' } },
        }),
      },
    ]);
    const batteryOf = (id: string) =>
      readiness(findRulebook(stricter, id).readiness, { ...UNREAD, batteryPercent: 59 }).checks.find(
        (c) => c.check === 'battery',
      )?.state;
    expect([batteryOf('shanghai-2017'), batteryOf('strict-2026')]).toEqual(['ok', 'fail']);
  });

  it('SH-02: no text gives a number: every limit is ours and says so', () => {
    for (const { readiness: r } of ALL) {
      for (const limit of [r.battery.minPercent, r.storage.minFreeBytes, r.clock.driftPerDayMs, r.clock.absoluteMs]) {
        expect(limit).toHaveProperty('source', 'default');
      }
    }
  });
});

describe('the gate', () => {
  const nothing: GateFacts = {
    state: 'verified',
    readBack: 'direct',
    altered: false,
    label: { doneAt: null, missing: [] },
    name: null,
    sourceKind: 'phone',
    emergencyReport: null,
    secrecy: [],
    disposed: false,
  };
  it.each([
    ['XM-12, XM-13', XM, ['label', 'name']],
    ['PD-10, PD-12, PD-13', PD, ['label', 'name', 'emergencyReport']],
    ['TJ-19', TJ, ['label']],
  ] as const)('%s: what a clip from a telephone lacks', (_id, rulebook, expected) => {
    expect(syncGate(rulebook, nothing).missing.map((m) => m.what)).toEqual(expected);
  });

  it.each([XM, PD, TJ, SP, SH])(
    'SH-24, SP-29, PD-20, TJ-38: a state secret does not go over the network, and that is ours: $id',
    (rulebook) => {
      const marked = syncGate(rulebook, { ...nothing, secrecy: ['stateSecret'] }).missing;
      expect(marked).toContainEqual({ what: 'stateSecret', basis: { article: null, phrase: null, of: null } });
      expect(rulebook.gate.stateSecret).toHaveProperty('note');
      const other = syncGate(rulebook, { ...nothing, secrecy: ['tradeSecret', 'privacy'] }).missing;
      expect(other.map((m) => m.what)).not.toContain('stateSecret');
    },
  );
});
