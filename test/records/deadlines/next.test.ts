import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/domain/time.js';
import type { ActInput } from '../../../src/records/index.js';
import { dock, failure, HOUR } from '../duty-support.js';
import { OnRecord, rulesOf } from '../support.js';

const SPAN = ['2026-03-02T07:00:00.000Z', '2026-03-02T07:10:00.000Z'] as const;

describe('deadlines on record', () => {
  it('XM-12: 24 hours to store, 48 to label; counted from the end of the activity once somebody says it', async () => {
    const station = await OnRecord.open();
    const clip = await station.clip(SPAN);
    const due = (): unknown => station.ask('deadlines.next', {}).rows;
    expect(due()).toMatchObject([
      {
        what: 'clip',
        clip,
        camera: '7654321',
        rule: 'label',
        due: '2026-03-04T15:10:00+08:00',
        state: 'running',
        article: '五',
        estimated: true,
        basis: { moment: 'recordingEnd', inPlaceOf: 'activityEnd' },
      },
    ]);
    station.do('fact.state', {
      subject: { kind: 'clip', id: clip },
      fact: { moment: 'activityEnd', at: '2026-03-02T15:05:00+08:00' },
    });
    expect(due()).toMatchObject([{ due: '2026-03-04T15:05:00+08:00', estimated: false }]);
  });

  it('the state follows from the moment that is asked about: nothing is written when time passes', async () => {
    const station = await OnRecord.open();
    await station.clip(SPAN);
    const states = [0, 40, 47, 49].map((hours) => {
      station.now = addMs(SPAN[1], hours * HOUR);
      return station.ask('deadlines.next', {}).rows[0]?.state;
    });
    expect(states).toEqual(['running', 'running', 'dueSoon', 'late']);
  });

  it('SH-14: what was done in time is met and no longer listed, and is counted', async () => {
    const station = await OnRecord.open('shanghai-2017');
    await station.clip(['2026-02-28T18:00:00.000Z', '2026-02-28T18:10:00.000Z']);
    expect(station.ask('deadlines.next', {})).toMatchObject({ rows: [], tally: { met: 1 }, stale: true });
    const late = await station.clip(['2026-02-20T18:00:00.000Z', '2026-02-20T18:10:00.000Z']);
    expect(station.ask('deadlines.next', {})).toMatchObject({ rows: [], tally: { met: 1, doneLate: 1 } });
    expect(station.store.deadlines.of(late)).toMatchObject([{ rule: 'upload', settled: 'late' }]);
  });

  it('PD-11: a day after the activity’s end, what is still on the camera is late; what came in time is met', async () => {
    const station = await OnRecord.open('pudong-2024');
    dock(station, {
      at: '2026-03-02T09:00:00.000Z',
      left: [{ modified: '2026-03-02T07:10:00.000Z', state: 'failed' }],
    });
    const clip = await station.clip(SPAN, '1111111');
    const { activity } = station.do('activity.begin', { clips: [clip] });
    station.do('activity.end', { activity: activity.id, at: '2026-03-02T15:30:00+08:00' });
    expect(station.store.deadlines.of(clip)).toMatchObject([
      { rule: 'upload', due: '2026-03-03T07:30:00.000Z', settled: 'met', estimated: false },
    ]);
    station.now = '2026-03-03T08:00:00.000Z';
    expect(station.ask('deadlines.next', {}).rows).toMatchObject([
      {
        ...{ what: 'card', rule: 'upload', state: 'late', due: '2026-03-03T15:10:00+08:00', estimated: true },
        ...{ article: '二（二）3（1）', phrase: '应当在24小时内将信息导入采集工作站' },
      },
    ]);
  });

  it('PD-14, PD-15: a phone’s footage is due the same day, and at the centre in three working days, until it is there', async () => {
    const station = await OnRecord.open('pudong-2024');
    const clip = await station.clip(['2026-02-28T07:00:00.000Z', '2026-02-28T07:10:00.000Z']);
    const subject = { kind: 'clip', id: clip } as const;
    station.do('fact.state', { subject, fact: { sourceKind: 'phone' } });
    // Stored on the first of March, a Sunday: later than 24:00 of the day of the recording.
    expect(station.store.deadlines.of(clip).find((d) => d.rule === 'phoneUpload')).toMatchObject({
      due: '2026-02-28T16:00:00.000Z',
      settled: 'late',
    });
    const delivery = () => station.ask('deadlines.next', { rule: 'phoneDelivery' }).rows;
    expect(delivery()).toMatchObject([
      { clip, state: 'running', due: '2026-03-05T00:00:00+08:00', article: '二（二）3（2）' },
    ]);
    station.now = '2026-03-04T16:00:01.000Z';
    expect(delivery()).toMatchObject([{ state: 'late' }]);
    station.do('fact.state', { subject, fact: { moment: 'deliveredAt', at: '2026-03-04T17:00:00+08:00' } });
    expect(delivery()).toEqual([]);
    expect(station.store.deadlines.of(clip).find((d) => d.rule === 'phoneDelivery')).toMatchObject({ settled: 'met' });
  });

  it('late ones come first, then by due time; filters and pages; groups count the same', async () => {
    const station = await OnRecord.open();
    const clips: string[] = [];
    for (const day of ['03', '01', '02'])
      clips.push(await station.clip([`2026-03-${day}T07:00:00.000Z`, `2026-03-${day}T07:10:00.000Z`], `77777${day}`));
    station.now = '2026-03-04T04:00:00.000Z';
    const all = station.ask('deadlines.next', {});
    expect(all.rows.map((r) => [r.clip, r.state])).toEqual([
      [clips[1], 'late'],
      [clips[2], 'dueSoon'],
      [clips[0], 'running'],
    ]);
    expect(all.tally).toMatchObject({ late: 1, dueSoon: 1, running: 1 });
    expect(station.ask('deadlines.next', { limit: 1, offset: 1 }).rows.map((r) => r.clip)).toEqual([clips[2]]);
    expect(station.ask('deadlines.next', { camera: '7777702' }).rows.map((r) => r.clip)).toEqual([clips[2]]);
    expect(station.ask('deadlines.next', { state: 'late' })).toMatchObject({
      rows: [{ clip: clips[1] }],
      tally: { late: 1 },
    });
    expect(station.ask('deadlines.next', { withinMs: 8 * HOUR }).rows).toHaveLength(2);
    expect(station.ask('deadlines.next', { rule: 'upload' }).rows).toEqual([]);
    expect(station.ask('deadlines.next', { officer: '012345' }).rows).toHaveLength(3);
    expect(station.ask('deadlines.next', { unit: '别的中队' }).rows).toEqual([]);
    expect(station.ask('deadlines.by', { by: 'camera' })).toMatchObject([
      { key: '7777701', late: 1, next: '2026-03-03T15:10:00+08:00' },
      { key: '7777702', dueSoon: 1 },
      { key: '7777703', running: 1 },
    ]);
    expect(station.ask('deadlines.by', { by: 'officer' })).toMatchObject([
      { key: '012345', late: 1, dueSoon: 1, running: 1 },
    ]);
    expect(station.ask('deadlines.by', { by: 'unit' })).toMatchObject([{ key: null, late: 1 }]);
  });

  it.each([
    ['bwc.store.not_found', { camera: 'nobody' }],
    ['bwc.usage', { state: 'green' }],
    ['bwc.usage', { rule: 'sleep' }],
    ['bwc.usage', { limit: -1 }],
    ['bwc.usage', { limit: 100_000 }],
    ['bwc.usage', { officer: 'x'.repeat(300) }],
    ['bwc.usage', { withinMs: -1 }],
  ])('%s for %j', async (code, input) => {
    const station = await OnRecord.open();
    expect(failure(() => station.ask('deadlines.next', input as never))).toMatchObject({ code });
  });

  it('are worked out anew where other rules are in force, a step at a time, and say so until then', async () => {
    const station = await OnRecord.open();
    for (const minute of ['10', '20', '30'])
      await station.clip([`2026-03-02T07:${minute}:00.000Z`, `2026-03-02T07:${minute}:30.000Z`]);
    expect(station.do('deadlines.recompute', {})).toEqual({ clips: 3, more: false });
    expect(station.do('deadlines.recompute', {})).toEqual({ clips: 0, more: false });
    expect(station.ask('deadlines.next', {})).toMatchObject({ stale: false, tally: { met: 3, running: 3 } });
    station.rules = rulesOf('shanghai-2017');
    expect(station.ask('deadlines.next', {}).stale).toBe(true);
    expect(station.do('deadlines.recompute', { atMost: 2 })).toEqual({ clips: 2, more: true });
    expect(station.ask('deadlines.next', {}).stale).toBe(true);
    expect(station.do('deadlines.recompute', { atMost: 2 })).toEqual({ clips: 1, more: false });
    // Shanghai's rule sets no limit for labels.
    expect(station.ask('deadlines.next', {})).toMatchObject({ stale: false, tally: { met: 3 }, rows: [] });
    expect(station.do('deadlines.recompute', { anew: true })).toEqual({ clips: 3, more: false });
  });
});

const MORNING = '2026-03-02T01:00:00.000Z';
const ISSUE: ActInput<'camera.issue'> = {
  camera: '7654321',
  officer: '350213',
  overlay: 'on',
  battery: 90,
  freeBytes: 2 ** 36,
  lookedAt: ['clock', 'calibration'],
};

describe('deadlines of footage that is still on a camera', () => {
  it('XM-12, SP-15, SP-34: a camera given out and not read since is due from the earliest there can be', async () => {
    for (const [rulebook, due] of [
      ['xiamen-2021', '2026-03-03T09:00:00+08:00'],
      ['siping-tiedong-2020', '2026-03-03T00:00:00+08:00'],
    ] as const) {
      const station = await OnRecord.open(rulebook);
      station.now = MORNING;
      dock(station, { at: '2026-03-02T00:30:00.000Z' });
      station.do('camera.issue', ISSUE);
      station.now = '2026-03-02T09:00:00.000Z';
      expect(station.ask('deadlines.next', {}).rows).toMatchObject([
        { what: 'out', clip: null, camera: '7654321', officer: '350213', rule: 'upload', due, estimated: true },
      ]);
    }
  });

  it('TJ-17, TJ-18: its return counts from then on; what was read of it accounts for it', async () => {
    const station = await OnRecord.open('tianjin-2024');
    station.now = MORNING;
    dock(station, { at: '2026-03-02T00:30:00.000Z' });
    station.do('camera.issue', ISSUE);
    station.now = '2026-03-02T10:30:00.000Z';
    station.do('camera.return', { camera: '7654321' });
    const row = station.ask('deadlines.next', { rule: 'upload' }).rows[0];
    expect(row).toMatchObject({
      due: '2026-03-03T18:30:00+08:00',
      estimated: false,
      basis: { moment: 'returnToUnit', source: 'ledger' },
      article: expect.stringContaining('三十九') as unknown,
    });
    station.now = '2026-03-04T12:00:00.000Z';
    expect(station.ask('deadlines.next', { rule: 'upload' }).rows).toMatchObject([{ state: 'late', overdue: true }]);
    dock(station, { at: station.now });
    expect(station.ask('deadlines.next', { rule: 'upload' }).rows).toEqual([]);
  });

  it('SP-16: with the reason on record, 24 hours from the return; without it the end of the day stands', async () => {
    const station = await OnRecord.open('siping-tiedong-2020');
    station.now = MORNING;
    dock(station, { at: '2026-03-02T00:30:00.000Z' });
    station.do('camera.issue', ISSUE);
    station.now = '2026-03-03T10:00:00.000Z';
    station.do('camera.return', { camera: '7654321' });
    const row = () => station.ask('deadlines.next', {}).rows[0];
    expect(row()).toMatchObject({ state: 'late', due: '2026-03-03T00:00:00+08:00', exception: null });
    const id = station.store.cameras.bySerial('7654321')[0]?.id ?? '';
    station.do('fact.state', {
      subject: { kind: 'camera', id },
      fact: { reason: 'awayFromArea', reference: '派遣单7' },
    });
    expect(row()).toMatchObject({
      ...{ state: 'running', due: '2026-03-04T18:00:00+08:00', exception: 'afterReturn', article: '第十三条' },
      phrase: '返回单位后二十四小时内移交',
    });
  });

  it('nothing was recorded: then nothing is due', async () => {
    const station = await OnRecord.open();
    station.now = MORNING;
    dock(station, { at: '2026-03-02T00:30:00.000Z' });
    station.do('camera.issue', ISSUE);
    station.do('camera.return', { camera: '7654321', recorded: false });
    expect(station.ask('deadlines.next', {}).rows).toEqual([]);
  });

  it('C1: files that were listed and not stored are due by their own times, marked as estimated', async () => {
    const station = await OnRecord.open();
    dock(station, {
      at: '2026-03-02T10:00:00.000Z',
      left: [
        { modified: '2026-03-02T07:10:00.000Z', state: 'failed' },
        { modified: '2026-03-01T07:10:00.000Z', state: 'waiting' },
        { modified: '2026-03-02T09:10:00.000Z', state: 'unfinalised' },
      ],
    });
    station.now = '2026-03-02T11:00:00.000Z';
    expect(station.ask('deadlines.next', {}).rows).toMatchObject([
      { what: 'card', path: 'DCIM/left-1.mp4', due: '2026-03-02T15:10:00+08:00', state: 'late', estimated: true },
      { path: 'DCIM/left-0.mp4', due: '2026-03-03T15:10:00+08:00' },
      { path: 'DCIM/left-2.mp4', due: '2026-03-03T17:10:00+08:00' },
    ]);
    dock(station, { at: '2026-03-02T12:00:00.000Z' });
    expect(station.ask('deadlines.next', {}).rows).toEqual([]);
  });

  it('C1: a file whose times cannot be is over when the camera is docked at the latest', async () => {
    const station = await OnRecord.open();
    const at = '2026-03-02T10:00:00.000Z';
    dock(station, {
      at,
      left: ['1980-01-01T00:00:00.000Z', '2031-01-01T00:00:00.000Z', null].map((modified) => ({
        modified,
        state: 'failed' as const,
      })),
    });
    for (const row of station.ask('deadlines.next', {}).rows)
      expect(row).toMatchObject({
        due: '2026-03-03T18:00:00+08:00',
        basis: { source: 'dock', confidence: 'unreliable' },
      });
    expect(station.ask('deadlines.next', {}).rows).toHaveLength(3);
  });

  it('a listing that is not complete does not account for a camera that was out', async () => {
    const station = await OnRecord.open();
    station.now = MORNING;
    dock(station, { at: '2026-03-02T00:30:00.000Z' });
    station.do('camera.issue', ISSUE);
    station.now = '2026-03-02T10:00:00.000Z';
    dock(station, {
      at: station.now,
      complete: false,
      left: [{ modified: '2026-03-02T07:10:00.000Z', state: 'waiting' }],
    });
    expect(station.ask('deadlines.next', {}).rows.map((r) => r.what)).toEqual(['out', 'card']);
  });

  it('XM-30, SP-33, PD-22: a lost or faulty camera blocks it; the due time stands, with the report', async () => {
    const station = await OnRecord.open();
    station.now = MORNING;
    dock(station, { at: '2026-03-02T00:30:00.000Z' });
    station.do('camera.issue', ISSUE);
    station.do('camera.lost', { camera: '7654321', reference: '遗失报告 3' });
    station.now = '2026-03-05T01:00:00.000Z';
    expect(station.ask('deadlines.next', {}).rows).toMatchObject([
      {
        state: 'blocked',
        due: '2026-03-03T09:00:00+08:00',
        overdue: true,
        blockedBy: { reason: 'cameraLost', reference: '遗失报告 3' },
      },
    ]);
    expect(station.ask('camera.show', { camera: '7654321' }).due).toHaveLength(1);
    station.do('camera.found', { camera: '7654321' });
    expect(station.ask('deadlines.next', {}).rows).toMatchObject([{ state: 'late' }]);
    station.do('camera.faulty', { camera: '7654321', reference: '报修 8' });
    expect(station.ask('deadlines.next', {}).rows).toMatchObject([{ blockedBy: { reason: 'cameraFaulty' } }]);
  });

  it('SP-11, PD-02: what was recorded belongs to whoever had the camera out, and its return is a fact of it', async () => {
    const station = await OnRecord.open('tianjin-2024');
    station.now = MORNING;
    dock(station, { at: '2026-03-02T00:30:00.000Z' });
    station.do('camera.issue', ISSUE);
    const clip = await station.clip(['2026-03-02T02:00:00.000Z', '2026-03-02T02:10:00.000Z']);
    station.now = '2026-03-02T10:30:00.000Z';
    station.do('camera.return', { camera: '7654321' });
    expect(station.ask('deadlines.next', { rule: 'label' }).rows).toMatchObject([
      {
        clip,
        officer: '350213',
        due: '2026-03-03T18:30:00+08:00',
        basis: { moment: 'returnToUnit', source: 'ledger' },
      },
    ]);
  });
});
