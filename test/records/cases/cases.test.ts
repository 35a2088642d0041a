import { describe, expect, it } from 'vitest';
import { evaluateDeadlines } from '../../../src/policy/deadlines/evaluate.js';
import { factsOfClip } from '../../../src/records/clips/facts-of-clip.js';
import { failure, OnRecord } from '../support.js';

const SPAN = ['2026-03-02T06:50:00.000Z', '2026-03-02T07:00:00.000Z'] as const;

describe('a case', () => {
  it('SH-13: has a number, a party, a stage, a closing and a period of its file, version by version', async () => {
    const station = await OnRecord.open('shanghai-2017');
    const { id } = station.do('case.open', { number: '沪1', party: '某店', kind: 'penalty', stage: '立案' });
    station.do('case.change', { case: '沪1', stage: '处理决定', retention: { years: 10 }, why: '办理进展' }, 'li');
    station.do('case.close', { case: id, at: '2026-03-02T18:00:00+08:00' });
    const { versions, case: now } = station.ask('case.show', { case: id });
    expect(versions).toMatchObject([
      { version: 1, stage: '立案', retention: null, by: 'wang' },
      { version: 2, stage: '处理决定', retention: { years: 10 }, why: '办理进展', by: 'li' },
      { version: 3, closedAt: '2026-03-02T10:00:00.000Z', retention: { years: 10 } },
    ]);
    expect(now.version).toBe(3);
    expect(station.ask('case.list', {})).toMatchObject([{ id, version: 3, clips: 0 }]);
  });

  it('SH-03: takes the 14 stages and no others', async () => {
    const station = await OnRecord.open('shanghai-2017');
    expect(failure(() => station.do('case.open', { stage: '起诉' }))).toMatchObject({
      code: 'bwc.label.unknown_word',
      details: { choices: expect.stringContaining('现场执法检查、案源登记、立案') as unknown },
    });
  });

  it('TJ-16, TJ-27: footage that is put with the case file within 30 days of the closing meets the limit; until then it is listed', async () => {
    const station = await OnRecord.open('tianjin-2024');
    const [early, late] = [await station.clip(SPAN), await station.clip(SPAN)];
    const { id } = station.do('case.open', { number: '津1' });
    station.do('case.join', { case: id, clips: [early] });
    station.do('case.close', { case: id, at: '2026-03-03T09:00:00+08:00' });
    const filing = (clip: string) =>
      evaluateDeadlines(
        station.rules.rulebook,
        factsOfClip(station.store, clip),
        station.now,
        station.rules.calendar,
      ).find((d) => d.rule === 'caseFiling');
    const listed = () =>
      station.ask('deadlines.next', { rule: 'caseFiling' }).rows.map((r) => [r.clip, r.state, r.due]);
    expect(filing(early)).toMatchObject({ state: 'running', due: '2026-04-02T16:00:00.000Z' });
    expect(listed()).toEqual([[early, 'running', '2026-04-03T00:00:00+08:00']]);
    const before = station.store.cases.of(early);
    station.do('case.join', { case: id, clips: [early], filedAt: 'now', why: '归档' });
    expect(filing(early)).toMatchObject({ state: 'met', due: '2026-04-02T16:00:00.000Z' });
    expect(station.store.cases.of(early)).toMatchObject({ filedAt: station.now });
    expect(before).toMatchObject({ filedAt: null });
    expect(listed()).toEqual([]);
    station.now = '2026-04-05T02:00:00.000Z';
    station.do('case.join', { case: id, clips: [late], filedAt: 'now' });
    expect(filing(late)).toMatchObject({ state: 'late' });
  });

  it('TJ-27: case work that nobody joined to a case is listed until somebody does', async () => {
    const station = await OnRecord.open('tianjin-2024');
    const [penalty, inspection] = [await station.clip(SPAN), await station.clip(SPAN)];
    station.do('label.put', { clips: [penalty], fields: { category: '行政处罚' }, noCaseNumber: '尚未立案' });
    station.do('label.put', { clips: [inspection], fields: { category: '行政检查' }, noCaseNumber: '未立案' });
    const listed = () => station.ask('deadlines.next', { rule: 'caseFiling' }).rows;
    expect(listed()).toMatchObject([{ clip: penalty, due: null, state: 'provisional', article: '第四十一条（二）' }]);
    expect(listed()[0]?.wouldChange).toContainEqual({ kind: 'caseKnown' });
    const { id } = station.do('case.open', { number: '津1' });
    station.do('case.join', { case: id, clips: [penalty] });
    station.do('case.close', { case: id, at: '2026-03-03T09:00:00+08:00' });
    expect(listed()).toMatchObject([{ clip: penalty, state: 'running', due: '2026-04-03T00:00:00+08:00' }]);
    expect(listed()[0]?.wouldChange).not.toContainEqual({ kind: 'caseKnown' });
  });

  it('XM-14, XM-35, XM-36: names its recordings 序号+记录事项, one number for the segments of one recording', async () => {
    const station = await OnRecord.open();
    const ids = [
      await station.clip(SPAN),
      await station.clip(SPAN),
      await station.clip(['2026-03-02T08:00:00.000Z', '2026-03-02T08:01:00.000Z']),
    ];
    const { id } = station.do('case.open', { number: '厦1' });
    station.store.transaction(() => {
      const cameraId = station.store.clips.get(ids[0] ?? '')?.cameraId ?? '';
      station.store.recordings.put('r_1', cameraId, '2026-03-02T06:50:00', '2026-03-02T07:00:00', 2);
      for (const clip of ids.slice(0, 2)) station.store.recordings.group(clip, 'r_1', null);
    });
    station.do('case.join', { case: id, clips: ids, ordinal: 'next', recordItem: '现场检查' });
    const names = () => station.ask('case.show', { case: id }).clips.map((c) => c.name);
    expect(names()).toEqual(['1+现场检查', '1+现场检查(2)', '2+现场检查']);
    station.do('case.join', { case: id, clips: [ids[2] ?? ''], recordItem: '送达', why: '更正' });
    expect(names()).toEqual(['1+现场检查', '1+现场检查(2)', '2+送达']);
    expect(station.ask('case.show', { case: id }).left).toMatchObject([{ clipId: ids[2], recordItem: '现场检查' }]);
    expect(failure(() => station.do('case.join', { case: id, clips: ids, recordItem: '聊天' }))).toMatchObject({
      code: 'bwc.label.unknown_word',
    });
  });

  it('C14: gives its number to the labels that wait for it, and the names follow', async () => {
    const station = await OnRecord.open('pudong-2024');
    const clip = await station.clip(SPAN);
    const fields = { category: '案件办理', enforcementTime: '2026-03-02T15:00' };
    station.do('label.put', { clips: [clip], fields, noCaseNumber: '尚未立案' });
    const { id } = station.do('case.open', { party: '王某' });
    station.do('case.join', { case: id, clips: [clip] });
    expect(station.ask('label.history', { clip }).state?.name).toBe('202603021500+无案号+王某+无办理阶段');
    station.do('case.change', { case: id, number: '浦罚9', stage: '立案', why: '立案' });
    expect(station.ask('label.history', { clip }).state?.name).toBe('202603021500+浦罚9+王某+立案');
    expect(station.ask('label.history', { clip }).names).toHaveLength(2);
  });

  it('SH-04: of which nothing was recorded takes no footage until that is corrected', async () => {
    const station = await OnRecord.open('shanghai-2017');
    const clip = await station.clip(SPAN);
    const { id } = station.do('case.open', { number: '沪1' });
    const notRecorded = { extent: 'whole', ground: 'stateSecret', reason: '涉密', decidedBy: '赵某' } as const;
    station.do('fact.state', { subject: { kind: 'case', id }, fact: { notRecorded } });
    const { size } = station.store.log.head();
    for (const join of [
      () => station.do('case.join', { case: id, clips: [clip] }),
      () => station.do('label.put', { clips: [clip], case: id }),
    ])
      expect(failure(join)).toMatchObject({ code: 'bwc.facts.invalid' });
    expect(station.store.log.head().size).toBe(size);
  });

  it('takes a clip out with the reason only, and the association with it; that it was there stays', async () => {
    const station = await OnRecord.open();
    const clip = await station.clip(SPAN);
    const { id } = station.do('case.open', { number: '厦1' });
    const other = station.do('case.open', { number: '厦2' });
    station.do('case.join', { case: id, clips: [clip] });
    expect(failure(() => station.do('case.join', { case: other.id, clips: [clip] }))).toMatchObject({
      code: 'bwc.case.elsewhere',
    });
    expect(failure(() => station.do('case.leave', { case: id, clips: [clip] } as never))).toMatchObject({
      code: 'bwc.usage',
    });
    station.do('case.leave', { case: id, clips: [clip], why: '关联错误' });
    expect(factsOfClip(station.store, clip)).toMatchObject({
      case: null,
      labels: [{ association: id }, { association: null }],
    });
    expect(failure(() => station.do('case.leave', { case: id, clips: [clip], why: 'x' }))).toMatchObject({
      code: 'bwc.case.not_member',
    });
  });

  it.each([
    ['bwc.case.number_taken', 'case.open', { number: '厦1' }],
    ['bwc.case.state', 'case.close', { case: '厦1', at: null, why: 'x' }],
    ['bwc.facts.future', 'case.close', { case: '厦1', at: '2027-01-01T00:00:00+08:00' }],
    ['bwc.facts.no_zone', 'case.close', { case: '厦1', at: '2026-03-02T00:00:00' }],
    ['bwc.store.not_found', 'case.close', { case: 'k_0', at: '2026-03-02T00:00:00+08:00' }],
    ['bwc.store.not_found', 'case.join', { case: 'k_0', clips: ['c_0'] }],
    ['bwc.name.too_long', 'case.open', { party: '某'.repeat(190) }],
    ['bwc.name.separator', 'case.open', { party: '甲+乙' }],
    ['bwc.usage', 'case.open', { party: '某'.repeat(300) }],
    ['bwc.usage', 'case.open', { number: '厦\u202e1' }],
    ['bwc.usage', 'case.open', { retention: { years: 0 } }],
    ['bwc.usage', 'case.change', { case: '厦1', stage: '立案' }],
  ] as const)('that is bad is refused as %s by %s, and nothing is stored', async (code, name, said) => {
    const station = await OnRecord.open();
    station.do('case.open', { number: '厦1' });
    const { size } = station.store.log.head();
    expect(failure(() => station.do(name, said as never))).toMatchObject({ code });
    expect(station.store.log.head().size).toBe(size);
    expect(station.ask('case.list', {})).toHaveLength(1);
  });

  it('that was closed is opened anew, or its closing corrected, with the reason', async () => {
    const station = await OnRecord.open();
    const { id } = station.do('case.open', { number: '厦1' });
    station.do('case.close', { case: id, at: '2026-03-02T18:00:00+08:00' });
    const again = { case: id, at: '2026-03-02T19:00:00+08:00' };
    expect(failure(() => station.do('case.close', again))).toMatchObject({ code: 'bwc.facts.no_reason' });
    expect(station.do('case.close', { ...again, why: '补正' }).closedAt).toBe('2026-03-02T11:00:00.000Z');
    expect(station.do('case.close', { case: id, at: null, why: '发回重审' }).closedAt).toBeNull();
  });
});
