import { describe, expect, it } from 'vitest';
import { OnRecord } from '../support.js';
import { dock, failure, HOUR, logSize } from '../duty-support.js';
import { addMs } from '../../../src/domain/time.js';

const GIB = 2 ** 30;
const GOOD = { battery: 90, freeBytes: 32 * GIB, offsetMs: 500 };
const MORNING = '2026-03-02T00:30:00.000Z';

/** A station with one camera that was docked in the morning, at nine. */
async function withCamera(rulebook: string, docked: object = GOOD): Promise<OnRecord> {
  const station = await OnRecord.open(rulebook);
  dock(station, { at: MORNING, ...docked });
  station.now = '2026-03-02T01:00:00.000Z';
  return station;
}

const OUT = { camera: '7654321', officer: '350213' };

describe('a camera given out', () => {
  it('SP-11, SP-12: passes the check before use, is out with who has it, and comes back', async () => {
    const station = await withCamera('siping-tiedong-2020');
    const { check, movement } = station.do('camera.issue', {
      ...OUT,
      purpose: '早市巡查',
      backBy: '2026-03-02T18:00:00+08:00',
    });
    expect(check).toMatchObject({ fit: true, occasion: 'issue', by: 'wang' });
    expect(check.checks.filter((c) => c.required).map((c) => [c.check, c.basis.article])).toEqual([
      ['battery', expect.stringContaining('十二')],
      ['storage', expect.stringContaining('十二')],
      ['clock', expect.stringContaining('十二')],
    ]);
    expect(movement).toMatchObject({ act: 'issue', officer: '350213', backBy: '2026-03-02T10:00:00.000Z' });
    expect(station.ask('camera.show', { camera: '7654321' })).toMatchObject({ out: { officer: '350213' }, lost: null });
    station.now = '2026-03-02T09:00:00.000Z';
    station.do('camera.return', { camera: '7654321' });
    const shown = station.ask('camera.show', { camera: '7654321' });
    expect(shown.out).toBe(null);
    expect(shown.movements.map((m) => m.act)).toEqual(['return', 'issue']);
    const kinds = station.store.custody.list({ limit: 10, newestFirst: true }).map((e) => e.kind);
    expect(kinds.slice(0, 3)).toEqual(['camera.returned', 'camera.issued', 'camera.checked']);
  });

  it('is the officer’s who has it: at the dock, and for what was recorded with it', async () => {
    const station = await withCamera('xiamen-2021');
    station.do('camera.issue', { ...OUT, despite: '新购' });
    station.now = '2026-03-02T09:00:00.000Z';
    dock(station, { at: station.now });
    const visits = station.store.visits.list({ limit: 10, offset: 0 });
    expect(visits.map((visit) => visit.issuedTo)).toEqual(['350213', null]);
    const id = await station.clip(['2026-03-02T03:00:00.000Z', '2026-03-02T03:10:00.000Z']);
    const clip = station.store.clips.get(id);
    expect(clip?.owner).toBe('350213');
    expect(clip?.officerNo).not.toBe('350213');
    station.do('camera.return', { camera: '7654321' });
    station.now = '2026-03-02T10:00:00.000Z';
    dock(station, { at: station.now });
    expect(station.store.visits.list({ limit: 1, offset: 0 }).map((visit) => visit.issuedTo)).toEqual([null]);
  });

  it('SH-08: is refused with a low battery, and goes out with a reason; the alarm stands until it passes', async () => {
    const station = await withCamera('shanghai-2017', { ...GOOD, battery: 5 });
    const size = logSize(station);
    expect(failure(() => station.do('camera.issue', OUT))).toMatchObject({
      code: 'bwc.camera.not_fit',
      details: { failed: 'battery', toLookAt: '' },
    });
    expect(logSize(station)).toBe(size);
    expect(station.ask('camera.show', { camera: '7654321' }).movements).toEqual([]);
    station.do('camera.issue', { ...OUT, despite: '突发事件，无其他设备' });
    expect(station.store.alarms.open()).toMatchObject([
      { kind: 'camera.unfit', details: { failed: [{ check: 'battery' }] } },
    ]);
    expect(station.ask('camera.show', { camera: '7654321' }).out?.remark).toBe('突发事件，无其他设备');
    station.do('camera.return', { camera: '7654321' });
    station.do('camera.issue', { ...OUT, battery: 95 });
    expect(station.store.alarms.open()).toEqual([]);
  });

  it('XM-07: what cannot be read has to be looked at, by name', async () => {
    const station = await withCamera('xiamen-2021', { ...GOOD, offsetMs: null });
    expect(failure(() => station.do('camera.issue', OUT))).toMatchObject({
      code: 'bwc.camera.not_fit',
      details: { toLookAt: 'clock calibration overlay' },
    });
    const issued = station.do('camera.issue', { ...OUT, overlay: 'on', lookedAt: ['clock', 'calibration'] });
    expect(issued.check.fit).toBe(true);
    expect(issued.check.checks.map((c) => c.why)).toEqual(['enough', 'enough', 'lookedAt', 'lookedAt', 'on']);
  });

  it('XM-07: a clock that is off by more than its drift holds it back, with the article', async () => {
    const station = await withCamera('xiamen-2021', { ...GOOD, offsetMs: 90_000 });
    expect(station.store.alarms.open()).toMatchObject([
      { kind: 'camera.unfit', details: { failed: [{ check: 'clock', measured: 90_000, article: '三' }] } },
    ]);
    expect(failure(() => station.do('camera.issue', { ...OUT, overlay: 'on' }))).toMatchObject({
      details: { failed: 'clock calibration' },
    });
  });

  it('SP-11, SP-13, SH-09, PD-22: cannot be given out twice, nor brought back twice, nor while it is lost or faulty', async () => {
    const station = await withCamera('siping-tiedong-2020');
    expect(failure(() => station.do('camera.return', { camera: '7654321' }))).toMatchObject({
      code: 'bwc.camera.state',
    });
    station.do('camera.issue', OUT);
    expect(failure(() => station.do('camera.issue', OUT))).toMatchObject({ code: 'bwc.camera.state' });
    station.do('camera.lost', { camera: '7654321', reference: '遗失报告 3' });
    expect(failure(() => station.do('camera.return', { camera: '7654321' }))).toMatchObject({
      code: 'bwc.camera.state',
    });
    station.do('camera.found', { camera: '7654321' });
    station.do('camera.return', { camera: '7654321' });
    station.do('camera.faulty', { camera: '7654321', reference: '报修 8' });
    expect(failure(() => station.do('camera.issue', OUT))).toMatchObject({ code: 'bwc.camera.state' });
    station.do('camera.repaired', { camera: '7654321' });
    expect(station.do('camera.issue', OUT).movement.id).toBeGreaterThan(0);
  });

  it.each([
    ['bwc.facts.no_zone', { at: '2026-03-02T09:00:00' }],
    ['bwc.facts.future', { at: '2026-03-02T09:00:01+08:00' }],
    ['bwc.facts.invalid', { at: 'this morning' }],
    ['bwc.facts.end_before_start', { backBy: '2026-03-01T18:00:00+08:00' }],
    ['bwc.facts.no_zone', { backBy: '2026-03-02T18:00:00' }],
    ['bwc.store.not_found', { camera: '0000' }],
    ['bwc.usage', { officer: ' ' }],
    ['bwc.usage', { officer: '名'.repeat(3000) }],
    ['bwc.usage', { battery: 101 }],
    ['bwc.usage', { lookedAt: ['everything'] }],
    ['bwc.usage', { colour: 'red' }],
  ])('is refused as %s with %j, and nothing is stored', async (code, change) => {
    const station = await withCamera('siping-tiedong-2020');
    const size = logSize(station);
    expect(failure(() => station.do('camera.issue', { ...OUT, ...(change as object) }))).toMatchObject({ code });
    expect(logSize(station)).toBe(size);
    expect(station.store.movements.of(station.store.cameras.all()[0]?.id ?? '', 10)).toEqual([]);
  });

  it('cannot come back before it went, nor can the ledger be changed', async () => {
    const station = await withCamera('siping-tiedong-2020');
    station.do('camera.issue', OUT);
    station.now = addMs(station.now, HOUR);
    expect(
      failure(() => station.do('camera.return', { camera: '7654321', at: '2026-03-02T08:59:59+08:00' })),
    ).toMatchObject({ code: 'bwc.facts.end_before_start' });
    for (const table of ['camera_movements', 'readiness_checks']) {
      expect(() => station.store.db.exec(`UPDATE ${table} SET at = ''`)).toThrow('append-only');
      expect(() => station.store.db.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    }
  });

  it('is named by its id where two have one serial', async () => {
    const station = await withCamera('siping-tiedong-2020');
    dock(station, { at: MORNING, ...GOOD, serial: '7654322' });
    station.store.db.exec("UPDATE cameras SET serial = '7654321'");
    expect(failure(() => station.do('camera.issue', OUT))).toMatchObject({ code: 'bwc.camera.ambiguous' });
    const id = station.store.cameras.all()[1]?.id ?? '';
    expect(station.do('camera.issue', { ...OUT, camera: id }).movement.cameraId).toBe(id);
  });
});

describe('a camera at dock', () => {
  it('SH-08, SP-12, XM-03: is checked, and what was found is on the ledger of checks', async () => {
    const station = await OnRecord.open('siping-tiedong-2020');
    const visit = dock(station, { at: MORNING, ...GOOD, offsetMs: 90_000, battery: 3 });
    expect(station.store.checks.ofVisit(visit)).toMatchObject({
      occasion: 'dock',
      fit: false,
      by: null,
      rulebook: 'siping-tiedong-2020',
      checks: [
        { check: 'battery', state: 'fail' },
        { check: 'storage', state: 'ok' },
        { check: 'clock', state: 'fail', why: 'absolute', measured: 90_000 },
        { check: 'overlay', required: false },
      ],
    });
    const [alarm] = station.store.alarms.open();
    expect(alarm?.details['failed']).toMatchObject([{ check: 'clock' }]);
    dock(station, { at: addMs(MORNING, HOUR), ...GOOD });
    expect(station.store.alarms.open()).toEqual([]);
  });

  it('says nothing against a camera while the station’s own clock is unsure', async () => {
    const station = await OnRecord.open('xiamen-2021');
    const visit = dock(station, { at: MORNING, ...GOOD, offsetMs: 90_000, synchronised: false });
    expect(station.store.checks.ofVisit(visit)).toMatchObject({ fit: null });
    expect(station.store.alarms.open()).toEqual([]);
  });
});
