import { describe, expect, it } from 'vitest';
import { factsOfClip } from '../../../src/records/clips/facts-of-clip.js';
import { OnRecord } from '../support.js';
import { ordinaryClip, refusal } from '../disposal/support.js';

const SIGNED = {
  purpose: 'access',
  role: 'leaderInCharge',
  person: '陈某',
  at: '2026-03-03T09:00:00+08:00',
  reference: '调用单7号',
} as const;

describe('approvals on record', () => {
  it('XM-22: say who approved, in which office, when and on which form; a withdrawal leaves them', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    const subject = { kind: 'clip', id } as const;
    const approval = station.do('approval.record', { ...SIGNED, subject }, 'zhao');
    expect(approval).toMatchObject({
      person: '陈某',
      at: '2026-03-03T01:00:00.000Z',
      recordedBy: 'zhao',
      withdrawn: null,
    });
    expect(factsOfClip(station.store, id).approvals).toEqual([
      { purpose: 'access', role: 'leaderInCharge', by: '陈某', at: '2026-03-03T01:00:00.000Z' },
    ]);
    station.do('approval.withdraw', { approval: approval.id, why: '登记有误' });
    expect(station.ask('approval.list', { subject })).toMatchObject([
      { id: approval.id, withdrawn: { why: '登记有误' } },
    ]);
    expect(factsOfClip(station.store, id).approvals).toEqual([]);
    expect(
      refusal(() => station.do('approval.withdraw', { approval: approval.id, why: 'x' }), 'bwc.approval.withdrawn'),
    ).toBe(true);
  });

  it('TJ-21: consent on record opens an exception, for every clip of what it is about', async () => {
    const station = await OnRecord.open('tianjin-2024');
    const id = await ordinaryClip(station);
    const { activity } = station.do('activity.begin', { title: '巡查', clips: [id] });
    const subject = { kind: 'activity', id: activity.id } as const;
    station.do('deadline.consent', { subject, approver: '陈某', at: SIGNED.at });
    expect(factsOfClip(station.store, id).approvals).toMatchObject([
      { purpose: 'lateUpload', role: 'handlingBodyLeader' },
    ]);
  });

  it.each([
    ['bwc.approval.role', { role: 'mayor' }],
    ['bwc.facts.future', { at: '2030-01-01T00:00:00+08:00' }],
    ['bwc.facts.no_zone', { at: '2026-03-03T09:00:00' }],
    ['bwc.facts.invalid', { at: 'yesterday' }],
    ['bwc.usage', { person: '\u200b' }],
    ['bwc.usage', { person: '' }],
    ['bwc.usage', { reference: 'x\u202ey' }],
    ['bwc.usage', { purpose: 'party' }],
    // Its act says what opens the exception, too.
    ['bwc.usage', { purpose: 'lateUpload' as never }],
    ['bwc.store.not_found', { subject: { kind: 'hold', id: 'h_0' } }],
    ['bwc.store.not_found', { subject: { kind: 'proposal', id: 'd_0' } }],
  ] as const)('that are bad are refused as %s: %j', async (code, change) => {
    const station = await OnRecord.open();
    const subject = { kind: 'clip', id: await ordinaryClip(station) } as const;
    const size = station.store.log.head().size;
    expect(refusal(() => station.do('approval.record', { ...SIGNED, subject, ...change } as never), code)).toBe(true);
    expect(station.store.log.head().size).toBe(size);
  });

  it('SP-24: the ladder says who has to approve, in which order, with the article', async () => {
    const station = await OnRecord.open('siping-tiedong-2020');
    const ladder = station.ask('approval.ladder', { asker: 'party' });
    expect(ladder.steps.map((s) => [s.title, s.does])).toEqual([
      ['法制科', 'review'],
      ['分管负责人', 'approve'],
      ['管理员', 'register'],
    ]);
    expect(ladder).toMatchObject({ article: '第十五条', refused: false, onRecord: [] });
  });

  it('TJ-38, TJ-39: a mark of secrecy on the clip makes the request secret', async () => {
    const station = await OnRecord.open('tianjin-2024');
    const id = await ordinaryClip(station);
    expect(station.ask('approval.ladder', { asker: 'party', clip: id }).refused).toBe(false);
    station.do('label.put', { clips: [id], secrecy: ['privacy'] });
    expect(station.ask('approval.ladder', { asker: 'party', clip: id })).toMatchObject({
      refused: true,
      sensitivity: 'secret',
      secrecy: ['privacy'],
    });
  });
});
