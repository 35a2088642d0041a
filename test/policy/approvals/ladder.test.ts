import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalLadder, ladderState, type GivenStep, type Ladder } from '../../../src/policy/approvals/ladder.js';
import { samePerson } from '../../../src/policy/approvals/person.js';
import {
  ACTS,
  approvalRules,
  ASKERS,
  SENSITIVITIES,
  type ApprovalRules,
  type ApprovalStep,
} from '../../../src/policy/approvals/rules.js';

const step = (
  role: ApprovalStep['role'],
  title: string,
  does: ApprovalStep['does'],
  form: string | null = null,
): ApprovalStep => ({ role, title, does, form });
const legal = step('legalSection', '法制科', 'review');
const deputy = step('deputyHead', '分管负责人', 'approve');
const head = step('principalHead', '主要负责人', 'approve');
const FROM_OUTSIDE = ['party', 'otherUnit'] as const;
const article = '第十五条';
const register = {
  value: ['viewer', 'copier', 'approver', 'time', 'reason'] as const,
  article,
  phrase: '详细登记调阅人',
};

const SIPING: ApprovalRules = {
  matrix: [
    {
      askers: [...FROM_OUTSIDE],
      sensitivities: ['ordinary'],
      acts: ['view', 'copy'],
      outcome: { value: { steps: [legal, deputy] }, article, phrase: '应当由法制科审核' },
    },
    {
      askers: [...FROM_OUTSIDE],
      sensitivities: ['sensitive'],
      acts: ['view', 'copy'],
      outcome: { value: { steps: [legal, head] }, article, phrase: '应当经主要负责人批准' },
    },
  ],
  register: { ...register, value: [...register.value] },
};
const leader = step('committeeLeaderInCharge', '委分管行政执法机构负责同志', 'approve');
const TIANJIN: ApprovalRules = {
  matrix: [
    {
      askers: ['party'],
      sensitivities: ['secret'],
      acts: ['copy'],
      outcome: { value: { refuse: true }, article: '第四十六条', phrase: '依法应保密的除外' },
    },
    {
      askers: ['party'],
      sensitivities: ['ordinary', 'sensitive'],
      acts: ['copy'],
      outcome: { value: { steps: [leader] }, article: '第四十六条', phrase: '可复制使用' },
    },
  ],
  register: SIPING.register,
};
const XIAMEN: ApprovalRules = {
  matrix: [
    {
      askers: [...ASKERS],
      sensitivities: [...SENSITIVITIES],
      acts: [...ACTS],
      outcome: {
        value: {
          steps: [
            step('leaderInCharge', '主管领导', 'signForm', '城管执法全过程记录调用单'),
            step('archivist', '档案管理员', 'provide'),
          ],
        },
        article: '六（三）',
        phrase: '须经主管领导同意',
      },
    },
  ],
  register: { value: ['reason'], article: '六（三）', phrase: '记录在案' },
};

describe('the ladder', () => {
  it('SP-24: the legal section reviews, then the deputy head consents', () => {
    const ladder = approvalLadder(SIPING, { asker: 'party', sensitivity: 'ordinary', act: 'copy' });
    expect(ladder.steps.map((s) => [s.title, s.does])).toEqual([
      ['法制科', 'review'],
      ['分管负责人', 'approve'],
    ]);
    expect(ladder).toMatchObject({ refused: false, byDefault: false, basis: { article } });
  });

  it('SP-25: what is sensitive goes to the principal head', () => {
    const ladder = approvalLadder(SIPING, { asker: 'otherUnit', sensitivity: 'sensitive', act: 'view' });
    expect(ladder.steps.at(-1)?.title).toBe('主要负责人');
  });

  it('SP-26, TJ-35: names what has to be written down', () => {
    const ladder = approvalLadder(SIPING, { asker: 'party', sensitivity: 'ordinary', act: 'view' });
    expect(ladder.register).toEqual(['viewer', 'copier', 'approver', 'time', 'reason']);
    expect(ladder.registerBasis.article).toBe(article);
  });

  it('SH-23, SP-28: a request the text does not speak of takes the longest ladder, marked as ours', () => {
    const ladder = approvalLadder(SIPING, { asker: 'otherPerson', sensitivity: 'ordinary', act: 'release' });
    expect(ladder.steps.map((s) => s.title)).toEqual(['法制科', '主要负责人']);
    expect(ladder).toMatchObject({ byDefault: true, basis: { article: null } });
  });

  it('TJ-39: a party gets no copy of what must stay secret, whoever consents', () => {
    const secret = approvalLadder(TIANJIN, { asker: 'party', sensitivity: 'secret', act: 'copy' });
    expect(secret).toMatchObject({ refused: true, steps: [], basis: { phrase: '依法应保密的除外' } });
    expect(ladderState(secret, [], 'x')).toEqual({ state: 'refused', next: null, faults: [] });
    expect(approvalLadder(TIANJIN, { asker: 'party', sensitivity: 'ordinary', act: 'copy' }).steps).toEqual([leader]);
  });

  it('every request has an answer: steps, or a refusal', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(SIPING, TIANJIN, XIAMEN),
        fc.record({
          asker: fc.constantFrom(...ASKERS),
          sensitivity: fc.constantFrom(...SENSITIVITIES),
          act: fc.constantFrom(...ACTS),
        }),
        (rules, request) => {
          const { steps, refused } = approvalLadder(rules, request);
          expect(steps.length > 0).toBe(!refused);
        },
      ),
    );
  });
});

describe('climbing it', () => {
  const ladder: Ladder = approvalLadder(SIPING, { asker: 'party', sensitivity: 'ordinary', act: 'copy' });
  const given = (role: ApprovalStep['role'], by: string, at: string, more: Partial<GivenStep> = {}): GivenStep => ({
    role,
    by,
    at: `2026-03-0${at}T00:00:00.000Z`,
    agrees: true,
    form: null,
    ...more,
  });
  const state = (steps: GivenStep[], asker = 'asker', of = ladder) => ladderState(of, steps, asker);

  it('SP-24: goes step by step, and is then complete', () => {
    expect(state([])).toEqual({ state: 'waiting', next: legal, faults: [] });
    expect(state([given('legalSection', 'A', '1')])).toEqual({ state: 'waiting', next: deputy, faults: [] });
    expect(state([given('legalSection', 'A', '1'), given('deputyHead', 'B', '2')])).toEqual({
      state: 'complete',
      next: null,
      faults: [],
    });
  });

  it('ends with the first no', () => {
    expect(state([given('legalSection', 'A', '1', { agrees: false })]).state).toBe('refused');
    expect(state([given('legalSection', 'A', '1', { agrees: false }), given('deputyHead', 'B', '2')]).faults).toEqual([
      { index: 1, fault: 'afterTheEnd' },
    ]);
  });

  it.each([
    ['out of order', [given('deputyHead', 'B', '1')], [{ index: 0, fault: 'outOfOrder' }]],
    [
      'by one person twice',
      [given('legalSection', 'A', '1'), given('deputyHead', 'a ', '2')],
      [{ index: 1, fault: 'samePerson' }],
    ],
    ['by the one who asks', [given('legalSection', 'asker', '1')], [{ index: 0, fault: 'samePerson' }]],
    [
      'with a later step dated before an earlier one',
      [given('legalSection', 'A', '2'), given('deputyHead', 'B', '1')],
      [{ index: 1, fault: 'beforeTheOneBefore' }],
    ],
    [
      'more often than asked',
      [given('legalSection', 'A', '1'), given('deputyHead', 'B', '2'), given('organHead', 'C', '3')],
      [{ index: 2, fault: 'afterTheEnd' }],
    ],
  ] as const)('does not count when given %s', (_what, steps, faults) => {
    expect(state([...steps])).toEqual({ state: 'invalid', next: null, faults });
  });

  it('XM-22: consent is the signed form, and the archivist hands over the copy', () => {
    const xiamen = approvalLadder(XIAMEN, { asker: 'internalWork', sensitivity: 'ordinary', act: 'copy' });
    expect(state([given('leaderInCharge', 'A', '1')], 'x', xiamen).faults).toEqual([
      { index: 0, fault: 'formMissing' },
    ]);
    const signed = given('leaderInCharge', 'A', '1', { form: '2026-17' });
    expect(state([signed], 'x', xiamen).next?.title).toBe('档案管理员');
    // The archivist may be the one who asked: he hands over, he does not consent.
    expect(state([signed, given('archivist', 'x', '2')], 'x', xiamen).state).toBe('complete');
  });
});

it('one person is known in any spelling', () => {
  expect(samePerson('A 012', 'ａ012')).toBe(true);
  expect(samePerson('012', '0012')).toBe(false);
});

it('rules under which nobody could ever consent are refused', () => {
  expect(approvalRules.safeParse(TIANJIN).success).toBe(true);
  expect(approvalRules.safeParse({ ...TIANJIN, matrix: TIANJIN.matrix.slice(0, 1) }).success).toBe(false);
});
