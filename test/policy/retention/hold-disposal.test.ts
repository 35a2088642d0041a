import { describe, expect, it } from 'vitest';
import { hasCode } from '../../../src/domain/errors.js';
import { mayDispose, type DisposalProposal } from '../../../src/policy/retention/disposal.js';
import { askRelease, consentToRelease, holds, placeHold, refuseRelease } from '../../../src/policy/retention/hold.js';
import { retention } from '../../../src/policy/retention/retention.js';
import { ORDINARY, XIAMEN } from './support.js';

const AT = '2026-04-01T00:00:00.000Z';
const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return hasCode(error, 'bwc.hold.state', 'bwc.approval.same_person') ? (error as { code: string }).code : error;
  }
};

describe('a legal hold', () => {
  const hold = placeHold('h1', '0012', AT, '行政诉讼');
  const asked = askRelease(hold, '0012', AT, '已撤诉');

  it('is released by two persons', () => {
    expect([hold, asked].map(holds)).toEqual([true, true]);
    const released = consentToRelease(asked, '0013', AT);
    expect(holds(released)).toBe(false);
    expect(released).toEqual({ ...asked, released: { by: '0013', at: AT } });
  });

  it.each(['0012', ' 0012', '００12', '00\u200b12', '\u202e0012\u2066', '0\ufeff012'])(
    'is not released by the one who asked, also not as %j',
    (who) => {
      expect(codeOf(() => consentToRelease(asked, who, AT))).toBe('bwc.approval.same_person');
    },
  );

  it('can be refused and asked about anew', () => {
    expect(refuseRelease(asked)).toEqual(hold);
    expect(askRelease(refuseRelease(asked), '0014', AT, 'x').releaseAsked?.by).toBe('0014');
  });

  it('takes its steps in order only', () => {
    const released = consentToRelease(asked, '0013', AT);
    for (const act of [
      () => consentToRelease(hold, '0013', AT),
      () => askRelease(asked, '0013', AT, 'x'),
      () => askRelease(released, '0013', AT, 'x'),
      () => consentToRelease(released, '0014', AT),
      () => refuseRelease(hold),
      () => refuseRelease(released),
    ]) {
      expect(codeOf(act)).toBe('bwc.hold.state');
    }
  });
});

describe('XM-18, XM-28: disposal is two people, a notice, and time that is over', () => {
  const verdict = retention(XIAMEN, ORDINARY);
  const proposal = (day: string, consent: DisposalProposal['consent'] = null): DisposalProposal => ({
    by: 'A',
    at: `${day}T02:00:00.000Z`,
    consent,
  });
  const consent = (day: string, by = 'B'): NonNullable<DisposalProposal['consent']> => ({
    by,
    at: `${day}T02:00:00.000Z`,
  });
  const bars = (p: DisposalProposal | null, now: string, v = verdict): unknown =>
    mayDispose(XIAMEN, v, p, `${now}T03:00:00.000Z`, 'Asia/Shanghai').bars;

  it('may happen after all of them', () => {
    const done = mayDispose(
      XIAMEN,
      verdict,
      proposal('2027-03-03', consent('2027-04-02')),
      '2027-04-02T03:00:00.000Z',
      'Asia/Shanghai',
    );
    expect(done).toMatchObject({ may: true, bars: [], consentFrom: '2027-04-02', noticeBasis: { article: null } });
  });

  it.each([
    ['the time is not over', null, '2027-03-02', ['kept', 'notProposed']],
    ['nobody proposed it', null, '2027-03-03', ['notProposed']],
    [
      'it was proposed before its time',
      proposal('2027-03-02', consent('2027-04-02')),
      '2027-04-02',
      ['proposedTooEarly'],
    ],
    ['the notice runs', proposal('2027-03-03'), '2027-04-01', ['notice', 'noConsent']],
    ['nobody consented', proposal('2027-03-03'), '2027-04-02', ['noConsent']],
    ['one person did both', proposal('2027-03-03', consent('2027-04-02', 'a ')), '2027-04-02', ['samePerson']],
    [
      'consent came within the notice',
      proposal('2027-03-03', consent('2027-04-01')),
      '2027-04-05',
      ['consentTooEarly'],
    ],
  ])('may not where %s', (_what, p, now, expected) => {
    expect(bars(p, now)).toEqual(expected);
  });

  it('stops where a hold came in between', () => {
    const held = retention(XIAMEN, { ...ORDINARY, holds: [placeHold('h', 'x', AT, 'x')] });
    expect(bars(proposal('2027-03-03', consent('2027-04-02')), '2027-04-02', held)).toEqual([
      'kept',
      'proposedTooEarly',
    ]);
  });
});
