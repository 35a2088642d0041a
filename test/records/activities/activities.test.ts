import { describe, expect, it } from 'vitest';
import { factsOfClip } from '../../../src/records/clips/facts-of-clip.js';
import { groupActivities } from '../../../src/records/activities/group-activities.js';
import { findingsOn, failure, OnRecord } from '../support.js';

const at = (time: string): string => `2026-03-02T${time}:00.000Z`;

describe('an activity', () => {
  it('C1, XM-12, SP-06: ends with its last recording until somebody says when, and all its clips share the end', async () => {
    const station = await OnRecord.open();
    const [one, two] = [
      await station.clip([at('01:00'), at('01:10')]),
      await station.clip([at('01:20'), at('01:40')], '1111111'),
    ];
    const { activity } = station.do('activity.begin', { kind: '信访接待、投诉件处置', clips: [one, two] });
    for (const clip of [one, two])
      expect(factsOfClip(station.store, clip).moments).toMatchObject({
        activityStart: { at: at('01:00'), confidence: 'estimated', source: 'station' },
        activityEnd: { at: at('01:40'), confidence: 'estimated', source: 'station' },
      });
    station.do('activity.end', { activity: activity.id, at: '2026-03-02T10:00:00+08:00' });
    expect(factsOfClip(station.store, one).moments.activityEnd).toEqual({
      at: at('02:00'),
      confidence: 'certain',
      source: 'person',
    });
    const corrected = { activity: activity.id, at: '2026-03-02T09:50:00+08:00' };
    expect(failure(() => station.do('activity.end', corrected))).toMatchObject({ code: 'bwc.facts.no_reason' });
    station.do('activity.end', { ...corrected, why: '看错时间' });
    const shown = station.ask('activity.show', { activity: activity.id });
    expect(shown).toMatchObject({ end: { at: at('01:50') }, clips: [{ clipId: one }, { clipId: two }] });
    expect(shown.said.map((s) => s.fact)).toEqual(['moment:activityEnd', 'moment:activityEnd']);
  });

  it('XM-04, SH-04, SP-02, TJ-03, PD-06: is of a kind the rulebook names', async () => {
    for (const [rulebook, kind] of [
      ['xiamen-2021', '信访接待、投诉件处置'],
      ['shanghai-2017', '举行听证'],
      ['siping-tiedong-2020', '处置重大突发事件、群体性事件'],
      ['tianjin-2024', '行政检查'],
      ['pudong-2024', '专项整治'],
    ] as const) {
      const station = await OnRecord.open(rulebook);
      expect(station.do('activity.begin', { kind }).activity.kind).toBe(kind);
      expect(failure(() => station.do('activity.begin', { kind: '巡山' }))).toMatchObject({
        code: 'bwc.label.unknown_word',
      });
    }
  });

  it('SH-04, TJ-07: that was not suitable to be recorded says why and who decided so, and has no recordings', async () => {
    const station = await OnRecord.open('shanghai-2017');
    const clip = await station.clip([at('01:00'), at('01:10')]);
    const { activity } = station.do('activity.begin', { kind: '举行听证', start: '2026-03-02T09:00:00+08:00' });
    const subject = { kind: 'activity', id: activity.id } as const;
    const whole = { extent: 'whole', ground: 'stateSecret', reason: '听证内容涉密', decidedBy: '赵某' } as const;
    station.do('fact.state', { subject, fact: { notRecorded: whole } });
    const judged = { ...whole, allowed: true, basis: { article: '第十条' } };
    expect(station.ask('activity.show', { activity: activity.id })).toMatchObject({ clips: [], notRecorded: judged });
    expect(station.ask('activity.list', {})).toMatchObject([{ clips: 0, notRecorded: judged }]);
    expect(failure(() => station.do('activity.join', { activity: activity.id, clips: [clip] }))).toMatchObject({
      code: 'bwc.facts.invalid',
    });
    const part = { ...whole, extent: 'part' } as const;
    expect(failure(() => station.do('fact.state', { subject, fact: { notRecorded: part } }))).toMatchObject({
      code: 'bwc.facts.no_reason',
    });
    station.do('fact.state', { subject, fact: { notRecorded: part }, why: '只有举证部分未录' });
    station.do('activity.join', { activity: activity.id, clips: [clip] });
    expect(factsOfClip(station.store, clip).notRecorded).toEqual(part);
    expect(station.ask('facts.said', { subject }).filter((s) => s.fact === 'notRecorded')).toHaveLength(2);
    station.do('fact.state', { subject, fact: { withdraw: 'notRecorded' }, why: '找到录像' });
    expect(factsOfClip(station.store, clip).notRecorded).toBeNull();
    expect(findingsOn(station.store)).toEqual([]);
  });

  it.each([
    ['bwc.facts.invalid', 'activity', { extent: 'whole', ground: 'other', reason: 'x', decidedBy: 'y' }],
    ['bwc.facts.invalid', 'clip', { extent: 'whole', ground: 'other', reason: 'x', decidedBy: 'y' }],
    ['bwc.facts.invalid', 'camera', { extent: 'part', ground: 'other', reason: 'x', decidedBy: 'y' }],
    ['bwc.usage', 'activity', { extent: 'most', ground: 'other', reason: 'x', decidedBy: 'y' }],
    ['bwc.usage', 'activity', { extent: 'part', ground: 'tired', reason: 'x', decidedBy: 'y' }],
    ['bwc.usage', 'activity', { extent: 'part', ground: 'other', reason: ' ', decidedBy: 'y' }],
    ['bwc.usage', 'activity', { extent: 'part', ground: 'other', reason: 'x' }],
    ['bwc.usage', 'activity', { extent: 'part', ground: 'other', reason: 'x', decidedBy: 'y\u202e' }],
  ] as const)('a word about not recording that is bad is refused as %s (%s)', async (code, kind, notRecorded) => {
    const station = await OnRecord.open('tianjin-2024');
    const clip = await station.clip([at('01:00'), at('01:10')]);
    const { activity } = station.do('activity.begin', { clips: [clip] });
    const camera = station.store.clips.get(clip)?.cameraId ?? '';
    const subject = { kind, id: { activity: activity.id, clip, camera }[kind] };
    const { size } = station.store.log.head();
    expect(failure(() => station.do('fact.state', { subject, fact: { notRecorded } as never }))).toMatchObject({
      code,
    });
    expect(station.store.log.head().size).toBe(size);
  });

  it('is changed with the reason, and every version stays', async () => {
    const station = await OnRecord.open();
    const { activity } = station.do('activity.begin', { title: '早市检查' });
    station.do('activity.change', { activity: activity.id, place: '八市', why: '补记地点' }, 'li');
    expect(station.ask('activity.show', { activity: activity.id }).versions).toMatchObject([
      { version: 1, title: '早市检查', place: null },
      { version: 2, title: '早市检查', place: '八市', why: '补记地点', by: 'li' },
    ]);
    expect(station.ask('activity.list', {})).toMatchObject([{ id: activity.id, clips: 0, start: null, end: null }]);
  });

  it('has a clip once; it leaves with the reason, and that it was there stays', async () => {
    const station = await OnRecord.open();
    const clip = await station.clip([at('01:00'), at('01:10')]);
    const { activity } = station.do('activity.begin', { clips: [clip] });
    const { activity: other } = station.do('activity.begin', {});
    expect(station.do('activity.join', { activity: activity.id, clips: [clip] })).toMatchObject({ joined: [] });
    expect(failure(() => station.do('activity.join', { activity: other.id, clips: [clip] }))).toMatchObject({
      code: 'bwc.activity.elsewhere',
    });
    station.do('activity.leave', { activity: activity.id, clips: [clip], why: '不是同一活动' });
    station.do('activity.join', { activity: other.id, clips: [clip] });
    expect(station.ask('activity.show', { activity: activity.id })).toMatchObject({
      clips: [],
      left: [{ clipId: clip, leftWhy: '不是同一活动' }],
    });
    expect(() => station.store.db.exec("UPDATE activity_members SET clip_id = 'x'")).toThrow('ended once');
    expect(() => station.store.db.exec('DELETE FROM activity_members')).toThrow('append-only');
  });

  it.each([
    ['bwc.facts.end_before_start', { start: '2026-03-02T10:00:00+08:00', end: '2026-03-02T09:00:00+08:00' }],
    ['bwc.facts.future', { start: '2027-03-02T10:00:00+08:00' }],
    ['bwc.facts.no_zone', { start: '2026-03-02T10:00:00' }],
    ['bwc.store.not_found', { clips: ['c_0'] }],
    ['bwc.store.not_found', { recordings: ['r_0'] }],
    ['bwc.usage', { title: '早市\u202e检查' }],
    ['bwc.usage', { title: '早'.repeat(300) }],
  ])('that cannot be is refused as %s, and nothing is stored', async (code, said) => {
    const station = await OnRecord.open();
    const { size } = station.store.log.head();
    expect(failure(() => station.do('activity.begin', said))).toMatchObject({ code });
    expect(station.store.log.head().size).toBe(size);
    expect(station.ask('activity.list', {})).toEqual([]);
  });

  it('is proposed from recordings close in time that are in none yet', async () => {
    const station = await OnRecord.open();
    const one = await station.clip([at('01:00'), at('01:10')]);
    const two = await station.clip([at('01:15'), at('01:30')]);
    const partner = await station.clip([at('01:01'), at('01:25')], '1111111');
    const late = await station.clip([at('03:00'), at('03:10')]);
    expect(station.ask('activity.propose', {})).toMatchObject([
      { clips: [late] },
      { clips: [one, partner, two], start: at('01:00'), end: at('01:30') },
    ]);
    station.do('activity.begin', { clips: [one, partner, two] });
    expect(station.ask('activity.propose', {})).toMatchObject([{ clips: [late] }]);
  });
});

describe('recordings are put together', () => {
  const closeness = { gapMs: 30 * 60_000, togetherMs: 5 * 60_000 };
  const clip = (id: string, cameraId: string, start: string, end: string) => ({
    id,
    cameraId,
    start: at(start),
    end: at(end),
  });

  it('on one camera while the silence is short', () => {
    const clips = [
      clip('a', '1', '01:00', '01:10'),
      clip('b', '1', '01:40', '01:50'),
      clip('c', '1', '02:21', '02:30'),
    ];
    expect(groupActivities(clips, closeness).map((p) => p.clips)).toEqual([['a', 'b'], ['c']]);
  });

  it('on two cameras only where they began together', () => {
    const clips = [
      clip('a', '1', '01:00', '01:30'),
      clip('b', '2', '01:05', '01:20'),
      clip('c', '3', '01:06', '01:20'),
    ];
    expect(groupActivities(clips, closeness).map((p) => p.clips)).toEqual([['a', 'b'], ['c']]);
  });

  it('never twice', () => {
    const clips = Array.from({ length: 40 }, (_, i) =>
      clip(String(i), String(i % 3), `0${String(i % 9)}:00`, `0${String(i % 9)}:30`),
    );
    const sorted = clips.sort((a, b) => (a.start < b.start ? -1 : 1));
    const ids = groupActivities(sorted, closeness).flatMap((p) => p.clips);
    expect([...ids].sort()).toEqual(clips.map((c) => c.id).sort());
  });
});
