import { describe, expect, it } from 'vitest';
import { OnRecord } from '../support.js';
import { dispose, isThere, kindsOf, NOTICE_OVER, ordinaryClip, OVER, refusal } from '../disposal/support.js';

const earliest = (station: OnRecord, clip: string): string => station.ask('retention.clip', { clip }).earliestDisposal;

describe('a legal hold on record', () => {
  it('XM-28: keeps a clip for good until two people have released it, and every step stays on record', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    const { hold, clips } = station.do('hold.place', {
      subject: { kind: 'clip', id },
      reason: '行政诉讼',
      reference: '(2026)闽02行初1号',
    });
    expect(clips).toEqual([id]);
    expect(earliest(station, id)).toBe('never');
    station.do('hold.askRelease', { hold: hold.id, reason: '已撤诉' }, 'li');
    expect(refusal(() => station.do('hold.consent', { hold: hold.id }, 'Ｌi'), 'bwc.approval.same_person')).toBe(true);
    station.do('hold.refuse', { hold: hold.id, reason: '未结' }, 'chen');
    expect(refusal(() => station.do('hold.consent', { hold: hold.id }, 'chen'), 'bwc.hold.state')).toBe(true);
    expect(earliest(station, id)).toBe('never');
    station.do('hold.askRelease', { hold: hold.id, reason: '已结' }, 'li');
    const released = station.do('hold.consent', { hold: hold.id }, 'wang');
    expect(released.hold).toMatchObject({
      released: { by: 'wang' },
      steps: [{ step: 'asked' }, { step: 'refused' }, { step: 'asked' }, { step: 'released' }],
    });
    expect(earliest(station, id)).toBe('2027-03-03');
    expect(kindsOf(station, id).filter((k) => k.startsWith('hold.'))).toEqual([
      'hold.placed',
      'hold.release_asked',
      'hold.release_refused',
      'hold.release_asked',
      'hold.released',
    ]);
    expect(station.ask('hold.list', {})).toEqual([]);
    expect(station.ask('hold.list', { clip: id, active: false })).toHaveLength(1);
  });

  it('on a case reaches what is in it, and what comes into it; leaving the case does not take it off', async () => {
    const station = await OnRecord.open();
    const [inside, later, outside] = [
      await ordinaryClip(station),
      await ordinaryClip(station),
      await ordinaryClip(station),
    ];
    const { id } = station.do('case.open', { number: '厦1', kind: 'penalty' });
    station.do('case.join', { case: id, clips: [inside] });
    const { hold, clips } = station.do('hold.place', { subject: { kind: 'case', id }, reason: '复议' });
    expect(clips).toEqual([inside]);
    station.do('case.join', { case: id, clips: [later] });
    station.do('case.leave', { case: id, clips: [inside], why: '误归' });
    expect(station.store.holds.clips(hold.id)).toEqual([inside, later].sort());
    for (const clip of [inside, later])
      expect(station.ask('retention.clip', { clip }).reasons.map((r) => r.kind)).toContain('hold');
    expect(station.ask('retention.clip', { clip: outside }).reasons.map((r) => r.kind)).not.toContain('hold');
    expect(kindsOf(station, later)).toContain('hold.reached');
  });

  it('placed while a proposal waits bars that clip when it is decided', async () => {
    const station = await OnRecord.open();
    const [held, free] = [await ordinaryClip(station), await ordinaryClip(station)];
    station.now = OVER;
    const { proposal } = station.do('dispose.propose', { reason: '到期' });
    const { activity } = station.do('activity.begin', { title: '早市', clips: [held] });
    station.do('hold.place', { subject: { kind: 'activity', id: activity.id }, reason: '投诉' }, 'chen');
    station.now = NOTICE_OVER;
    const { approved, barred } = station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
    expect(approved).toEqual([free]);
    expect(barred).toMatchObject([{ clip: held, bars: ['kept', 'proposedTooEarly'] }]);
    expect(isThere(station, held)).toBe(true);
  });

  it.each([
    ['bwc.store.not_found', { subject: { kind: 'clip', id: 'c_0' }, reason: 'x' }],
    ['bwc.store.not_found', { subject: { kind: 'case', id: 'k_0' }, reason: 'x' }],
    ['bwc.usage', { subject: { kind: 'camera', id: 'cam_0' }, reason: 'x' }],
    ['bwc.usage', { subject: { kind: 'clip', id: 'c_0' }, reason: '' }],
    ['bwc.usage', { subject: { kind: 'clip', id: 'c_0' }, reason: '\u202e' }],
  ] as const)('that is bad is refused as %s, and nothing is stored: %j', async (code, input) => {
    const station = await OnRecord.open();
    const size = station.store.log.head().size;
    expect(refusal(() => station.do('hold.place', input as never), code)).toBe(true);
    expect(refusal(() => station.do('hold.askRelease', { hold: 'h_0', reason: 'x' }), 'bwc.store.not_found')).toBe(
      true,
    );
    expect(refusal(() => station.do('hold.consent', { hold: 'h_0' }), 'bwc.store.not_found')).toBe(true);
    expect(station.store.log.head().size).toBe(size);
  });

  it('cannot be taken out of the database, nor put under a tombstone', async () => {
    const station = await OnRecord.open();
    const [a, b] = [await ordinaryClip(station), await ordinaryClip(station)];
    station.do('hold.place', { subject: { kind: 'clip', id: b }, reason: 'x' });
    for (const table of ['holds', 'hold_clips'])
      expect(() => station.store.db.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    await dispose(station, [a]);
    const row = `SELECT '${b}', proposal_id, name, approved_at, approved_seq, NULL, NULL FROM disposed_clips`;
    expect(() => station.store.db.exec(`INSERT INTO disposed_clips ${row}`)).toThrow(/decided on|legal hold/);
  });
});
