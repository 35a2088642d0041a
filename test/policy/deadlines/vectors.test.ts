/** Due times as the regulations have them, worked out by hand. Working days of 2026: see the calendar's own tests. */
import { describe, expect, it } from 'vitest';
import { evaluateDeadlines } from '../../../src/policy/deadlines/evaluate.js';
import { findRulebook } from '../../../src/policy/rulebook/library.js';
import { at, calendarWithout, facts, judge, library, local, NOW } from './support.js';

const CONSENT = { role: 'handlingBodyLeader', at: at('2026-02-13 19:00') };
/** Spring Festival of 2026: off from 15 to 23 February; Saturday the 14th is worked. */
const SPRING = calendarWithout(...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((d) => `2026-02-${String(d)}`));

describe('upload', () => {
  it('SH-14: 24 hours from the end of the recording, to the second', () => {
    const v = judge('shanghai-2017', 'upload', { recordingEnd: at('2026-03-02 17:10:05') }, '2026-03-02 18:00');
    expect(local(v.due)).toBe('2026-03-03 17:10:05');
    expect(v).toMatchObject({ state: 'running', estimated: false, basis: { article: '第十五条', phrase: '24小时内' } });
  });

  it('SP-15: until 24:00 of the day', () => {
    const v = judge('siping-tiedong-2020', 'upload', { workDayEnd: at('2026-03-02 21:00') }, '2026-03-02 21:00');
    expect(local(v.due)).toBe('2026-03-03 00:00:00');
    expect(v.state).toBe('dueSoon');
  });

  it('SP-15: an activity that ends at 23:50 has ten minutes, and the way to more is shown at once', () => {
    const v = judge('siping-tiedong-2020', 'upload', { activityEnd: at('2026-03-02 23:50') }, '2026-03-02 23:50');
    expect(local(v.due)).toBe('2026-03-03 00:00:00');
    expect(v.wouldChange).toContainEqual({
      kind: 'exception',
      exception: 'afterReturn',
      reasons: ['continuousDuty', 'awayFromArea', 'remoteOrPoorTransport'],
      approval: null,
      moment: 'returnToUnit',
      due: '2026-03-03T15:50:00.000Z',
    });
  });

  it('SP-16: with a reason, 24 hours from the return to the unit', () => {
    const document = {
      activityEnd: at('2026-03-02 21:00'),
      returnToUnit: at('2026-03-04 09:30'),
      reasons: ['awayFromArea'],
    };
    const v = judge('siping-tiedong-2020', 'upload', document, '2026-03-04 10:00');
    expect(local(v.due)).toBe('2026-03-05 09:30:00');
    expect(v).toMatchObject({
      state: 'running',
      anchor: { moment: 'returnToUnit' },
      basis: { phrase: '返回单位后二十四小时内移交' },
    });
    expect(v.exceptions[0]).toMatchObject({ applied: true, reason: 'awayFromArea' });
  });

  it('SP-16: without a reason the return gives no more time', () => {
    const document = { activityEnd: at('2026-03-02 21:00'), returnToUnit: at('2026-03-04 09:30') };
    expect(judge('siping-tiedong-2020', 'upload', document, '2026-03-04 10:00').state).toBe('late');
  });

  it('PD-11: 24 hours from the end of the activity, and no limit for labels', () => {
    const document = { activityEnd: at('2026-03-02 16:00') };
    expect(local(judge('pudong-2024', 'upload', document, '2026-03-02 17:00').due)).toBe('2026-03-03 16:00:00');
    const all = evaluateDeadlines(findRulebook(library, 'pudong-2024'), facts(document), NOW, calendarWithout());
    expect(all.map((v) => v.rule)).toEqual(['upload']);
  });

  it('TJ-18: 24 hours from the return to the unit', () => {
    const v = judge('tianjin-2024', 'upload', { returnToUnit: at('2026-03-02 18:30') }, '2026-03-02 19:00');
    expect(local(v.due)).toBe('2026-03-03 18:30:00');
  });

  it('TJ-21: with the consent of the leader, two working days', () => {
    const document = {
      returnToUnit: at('2026-02-13 18:00'),
      reasons: ['specialCircumstances'],
      approvals: [CONSENT],
    };
    const v = judge('tianjin-2024', 'upload', document, '2026-02-14 10:00', SPRING);
    expect(local(v.due)).toBe('2026-02-25 00:00:00');
    expect(v).toMatchObject({ state: 'running', basis: { phrase: '可以在二个工作日内导出' } });
    expect(v.wouldChange).toContainEqual({
      kind: 'wouldBar',
      exception: 'leaderConsent',
      flags: ['disputeOrConflict', 'suddenIncident'],
      due: '2026-02-14T10:00:00.000Z',
    });
  });

  it.each(['disputeOrConflict', 'suddenIncident'])('TJ-21: not where there was %s', (flag) => {
    const document = {
      returnToUnit: at('2026-02-13 18:00'),
      reasons: ['specialCircumstances'],
      approvals: [CONSENT],
      flags: [flag],
    };
    const v = judge('tianjin-2024', 'upload', document, '2026-02-14 10:00', SPRING);
    expect(local(v.due)).toBe('2026-02-14 18:00:00');
    expect(v.wouldChange).toContainEqual({ kind: 'barred', exception: 'leaderConsent', flags: [flag] });
  });

  it('TJ-21: consent after the 24 hours, of another role or for another purpose heals nothing', () => {
    const document = { returnToUnit: at('2026-02-13 18:00'), reasons: ['specialCircumstances'] };
    const late = { ...document, approvals: [{ role: 'handlingBodyLeader', at: at('2026-02-14 18:01') }] };
    const v = judge('tianjin-2024', 'upload', late, '2026-02-14 18:02', SPRING);
    expect(v.state).toBe('late');
    expect(v.wouldChange).toContainEqual({
      kind: 'approvalTooLate',
      exception: 'leaderConsent',
      role: 'handlingBodyLeader',
    });
    for (const approval of [
      { ...CONSENT, role: 'custodian' },
      { ...CONSENT, purpose: 'access' },
    ])
      expect(
        judge('tianjin-2024', 'upload', { ...document, approvals: [approval] }, '2026-02-14 18:02', SPRING).state,
      ).toBe('late');
  });

  it('XM-12: 24 hours from the end of the activity', () => {
    const v = judge('xiamen-2021', 'upload', { activityEnd: at('2026-03-02 15:00') }, '2026-03-02 16:00');
    expect(local(v.due)).toBe('2026-03-03 15:00:00');
    expect(v.basis).toEqual({ article: '五', phrase: '24小时内', of: null });
  });

  it('XM-12: of the end of the activity and of the day’s work the earlier counts', () => {
    const both = {
      activityEnd: at('2026-03-02 15:00'),
      workDayEnd: at('2026-03-02 18:00'),
      recordingEnd: at('2026-03-02 14:50'),
    };
    expect(local(judge('xiamen-2021', 'upload', both, '2026-03-02 16:00').due)).toBe('2026-03-03 15:00:00');
  });
});

describe('labels', () => {
  const activity = { activityEnd: at('2026-03-02 15:00') };

  it('XM-12: 48 hours, from the same moment as the upload', () => {
    const v = judge('xiamen-2021', 'label', activity, '2026-03-02 16:00');
    expect(local(v.due)).toBe('2026-03-04 15:00:00');
    expect(v.wouldChange).toContainEqual({
      kind: 'labelFields',
      fields: ['unit', 'party', 'inspectionDate', 'inspectionContent'],
    });
    expect(v.wouldChange).toContainEqual({ kind: 'association' });
  });

  const FIELDS = { unit: '鹭江中队', party: '某某商店', inspectionDate: '2026-03-02', inspectionContent: '占道经营' };
  it.each([
    ['all fields', { at: at('2026-03-03 09:00'), fields: FIELDS }, 'met'],
    ['a case alone', { at: at('2026-03-03 09:00'), association: '思城执〔2026〕1号' }, 'met'],
    ['three fields of four', { at: at('2026-03-03 09:00'), fields: { ...FIELDS, party: ' ' } }, 'late'],
    ['all fields, too late', { at: at('2026-03-04 15:01'), fields: FIELDS }, 'late'],
  ])('XM-12: %s', (_what, label, state) => {
    expect(judge('xiamen-2021', 'label', { ...activity, labels: label }, '2026-03-05 09:00').state).toBe(state);
  });

  it('XM-12: what was labelled in time stays so, whatever the versions after it lack', () => {
    const labels = [
      { at: at('2026-03-04 18:00'), fields: {} },
      { at: at('2026-03-03 09:00'), fields: FIELDS },
    ];
    expect(judge('xiamen-2021', 'label', { ...activity, labels }, '2026-03-05 09:00').state).toBe('met');
  });

  it('TJ-19: with the upload; case number, party and handler, and a case number may be missing for a reason', () => {
    const document = { returnToUnit: at('2026-03-02 18:30') };
    const v = judge('tianjin-2024', 'label', document, '2026-03-02 19:00');
    expect(local(v.due)).toBe('2026-03-03 18:30:00');
    const label = { at: at('2026-03-03 09:00'), fields: { party: '某某', handler: '王某' } };
    expect(judge('tianjin-2024', 'label', { ...document, labels: label }, '2026-03-04 09:00')).toMatchObject({
      state: 'late',
      wouldChange: expect.arrayContaining([{ kind: 'labelFields', fields: ['caseNumber'] }]) as unknown,
    });
    const excused = { ...label, noCaseNumber: '检查阶段，尚未立案' };
    expect(judge('tianjin-2024', 'label', { ...document, labels: excused }, '2026-03-04 09:00').state).toBe('met');
    const associated = { at: at('2026-03-03 09:00'), association: '案1' };
    expect(judge('tianjin-2024', 'label', { ...document, labels: associated }, '2026-03-04 09:00').state).toBe('late');
  });

  it.each(['shanghai-2017', 'siping-tiedong-2020', 'pudong-2024'])('%s sets no limit', (id) => {
    expect(() => judge(id, 'label', activity, '2026-03-02 16:00')).toThrow('has no label');
  });
});

describe('footage of telephones', () => {
  const phone = { sourceKind: 'phone', activityEnd: at('2026-02-12 22:00') };

  it('PD-14: on the squad’s medium the same day', () => {
    const v = judge('pudong-2024', 'phoneUpload', phone, '2026-02-12 22:30');
    expect(local(v.due)).toBe('2026-02-13 00:00:00');
    expect(() => judge('pudong-2024', 'upload', phone, '2026-02-12 22:30')).toThrow('has no upload');
  });

  it('PD-15: at the centre within three working days, the first day not counted', () => {
    const v = judge('pudong-2024', 'phoneDelivery', phone, '2026-02-13 08:00', SPRING);
    expect(local(v.due)).toBe('2026-02-25 00:00:00');
    expect(v.basis.article).toBe('二（二）3（2）');
    const delivered = { ...phone, uploadedAt: at('2026-02-12 23:00'), deliveredAt: at('2026-02-24 16:00') };
    expect(judge('pudong-2024', 'phoneDelivery', delivered, '2026-02-25 08:00', SPRING).state).toBe('met');
  });

  it('PD-15: past the known calendar the due time is the earliest there can be, and said to be so', () => {
    const late = { sourceKind: 'phone', activityEnd: at('2026-12-30 16:00') };
    const v = judge('pudong-2024', 'phoneDelivery', late, '2027-02-01 08:00');
    expect(v).toMatchObject({ state: 'provisional', provisional: true, overdue: null });
    expect(local(v.due)).toBe('2027-01-03 00:00:00');
    expect(v.wouldChange).toContainEqual({ kind: 'calendar' });
  });

  it('PD-10: a body camera has neither', () => {
    const all = evaluateDeadlines(
      findRulebook(library, 'pudong-2024'),
      facts({ ...phone, sourceKind: 'bodyCamera' }),
      NOW,
      SPRING,
    );
    expect(all.map((v) => v.rule)).toEqual(['upload']);
  });

  it('XM-12: a source the text does not name is held to the same limit, by default', () => {
    expect(judge('xiamen-2021', 'upload', phone, '2026-02-12 22:30').byDefault).toBe(true);
    expect(judge('xiamen-2021', 'upload', { ...phone, sourceKind: 'bodyCamera' }, '2026-02-12 22:30').byDefault).toBe(
      false,
    );
  });
});

describe('TJ-16 TJ-27: recordings join the case file within thirty days of its end', () => {
  const returned = { returnToUnit: at('2026-01-31 09:00') };

  it('calendar days, the first not counted', () => {
    const closed = { ...returned, case: { number: '案1', closed: at('2026-01-31 10:00') } };
    const v = judge('tianjin-2024', 'caseFiling', closed, '2026-02-01 09:00');
    expect(local(v.due)).toBe('2026-03-03 00:00:00');
    const filed = { ...closed, case: { ...closed.case, filedAt: at('2026-03-02 23:00') } };
    expect(judge('tianjin-2024', 'caseFiling', filed, '2026-04-01 09:00').state).toBe('met');
  });

  const labelled = (category: string) => ({
    ...returned,
    labels: [{ at: at('2026-01-31 10:00'), fields: { category }, noCaseNumber: '尚未立案' }],
  });

  it('its label says that it is case work, and nobody joined it to a case: listed, not settled, and what would settle it', () => {
    const v = judge('tianjin-2024', 'caseFiling', labelled('行政处罚'), '2026-02-01 09:00');
    expect(v).toMatchObject({ due: null, state: 'provisional', overdue: null, anchor: null });
    expect(v.basis.article).toBe('第四十一条（二）');
    expect(v.wouldChange).toEqual([{ kind: 'caseKnown' }, { kind: 'momentKnown', moment: 'caseClosed' }]);
  });

  it('is not asked of other work, nor where the rulebook asks for no filing', () => {
    const none = (rulebook: string, category: string) =>
      evaluateDeadlines(findRulebook(library, rulebook), facts(labelled(category)), NOW, calendarWithout()).filter(
        (v) => v.rule === 'caseFiling',
      );
    expect(none('tianjin-2024', '行政检查')).toEqual([]);
    expect(none('xiamen-2021', '行政处罚')).toEqual([]);
    expect(none('pudong-2024', '案件办理')).toEqual([]);
  });

  it('a case that is not closed has no due time yet, and nothing is made up for it', () => {
    const v = judge('tianjin-2024', 'caseFiling', { ...returned, case: { number: '案1' } }, '2026-02-01 09:00');
    expect(v).toMatchObject({
      due: null,
      state: 'provisional',
      overdue: null,
      wouldChange: [{ kind: 'momentKnown', moment: 'caseClosed' }],
    });
  });
});
