import { describe, expect, it } from 'vitest';
import { OnRecord, rulesOf } from '../support.js';
import { ordinaryClip, SPAN } from '../disposal/support.js';

const missing = (station: OnRecord, clip: string): string[] =>
  station.ask('gate.clip', { clip }).missing.map((m) => m.what);

describe('the gate to the archive, on record', () => {
  it('XM-12, XM-13: wants a label and a name, and says with which article', async () => {
    const station = await OnRecord.open();
    const bare = await station.clip(SPAN);
    expect(station.ask('gate.clip', { clip: bare })).toMatchObject({
      may: false,
      missing: [
        { what: 'label', article: '五', missing: expect.arrayContaining(['party', 'unit']) as unknown },
        { what: 'name', article: '五', problems: [] },
      ],
    });
    expect(missing(station, await ordinaryClip(station))).toEqual([]);
  });

  it('XM-13: footage whose name does not check does not go, and says which part and how to mend it', async () => {
    // Labelled under rules that know no names; those of Xiamen came into force since.
    const station = await OnRecord.open('shanghai-2017');
    const id = await station.clip(SPAN);
    const fields = { unit: '鹭江中队', inspectionDate: '2026-03-02', inspectionContent: '占道经营' };
    station.do('label.put', { clips: [id], fields: { ...fields, party: 'A+B商店' } });
    expect(missing(station, id)).toEqual([]);
    station.rules = rulesOf('xiamen-2021');
    expect(station.ask('gate.clip', { clip: id })).toMatchObject({
      may: false,
      missing: [{ what: 'name', problems: [{ part: 'party', code: 'bwc.name.separator', suggestion: 'A＋B商店' }] }],
    });
    station.do('label.put', { clips: [id], fields: { party: 'A＋B商店' } });
    expect(missing(station, id)).toEqual([]);
  });

  it('SH-24, PD-20, TJ-38: a state secret does not go over the network', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    station.do('label.put', { clips: [id], secrecy: ['stateSecret'] });
    expect(missing(station, id)).toEqual(['stateSecret']);
  });

  it('PD-10, PD-33: a telephone’s footage wants the number of its report', async () => {
    const station = await OnRecord.open('pudong-2024');
    const id = await ordinaryClip(station);
    station.do('fact.state', { subject: { kind: 'clip', id }, fact: { sourceKind: 'phone' } });
    expect(missing(station, id)).toContain('emergencyReport');
    // The number of a repair is not the number of a report.
    const broken = { reason: 'cameraFaulty', reference: '维修单12号' } as const;
    station.do('fact.state', { subject: { kind: 'clip', id }, fact: broken });
    expect(missing(station, id)).toContain('emergencyReport');
    const activity = station.do('activity.begin', { title: '巡查', clips: [id] }).activity.id;
    station.do('fact.state', { subject: { kind: 'activity', id: activity }, fact: { emergencyReport: '报备2026-9' } });
    expect(missing(station, id)).not.toContain('emergencyReport');
    station.do('fact.state', {
      subject: { kind: 'activity', id: activity },
      fact: { withdraw: 'emergencyReport' },
      why: '编号有误',
    });
    expect(missing(station, id)).toContain('emergencyReport');
  });

  it('what is counted is what the clips are told one by one', async () => {
    const station = await OnRecord.open();
    const ready = await ordinaryClip(station);
    const secret = await ordinaryClip(station);
    station.do('label.put', { clips: [secret], secrecy: ['stateSecret'] });
    const noted = await station.clip(SPAN);
    station.do('fact.state', { subject: { kind: 'clip', id: noted }, fact: { flag: 'complaint' } });
    expect(station.ask('gate.summary', {})).toEqual({
      rulebook: 'xiamen-2021',
      ready: { clips: 1, first: [ready] },
      missing: [
        { what: 'label', clips: 1, first: [noted] },
        { what: 'name', clips: 1, first: [noted] },
        { what: 'stateSecret', clips: 1, first: [secret] },
      ],
    });
    expect(station.ask('gate.summary', { first: 0 }).ready).toEqual({ clips: 1, first: [] });
  });
});
