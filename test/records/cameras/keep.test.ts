/** Cameras put on record by hand: before they were ever docked, and what is known of them over time. */
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../store/support.js';
import { failure, OnRecord } from '../support.js';

const SERIAL = 'ZFY0042';

describe('a camera that was put on record before it was docked', () => {
  it('is given out, and is the same camera when it comes', async () => {
    const station = await OnRecord.open();
    const unit = station.do('unit.add', { name: '思明中队' });
    const { id } = station.do('camera.add', { serial: SERIAL, model: 'DSJ-A7', unit: unit.id }, '王芳');
    const [listed] = station.ask('camera.list', {});
    expect(listed).toMatchObject({ record: { model: 'DSJ-A7', unit: unit.id, version: 1, by: '王芳' } });
    expect(listed?.camera).toMatchObject({ id, serial: SERIAL, firstSeen: null, lastSeen: null });
    station.do('camera.issue', { camera: SERIAL, officer: '350214', despite: '新购' });
    const identity = identityOf(SERIAL);
    const come = { identity, mediumId: 'card 1', profile: 'gat947', sourceType: 'camera', at: station.now } as const;
    expect(station.store.cameras.seen(come)).toMatchObject({ id, mediumId: 'card 1', firstSeen: station.now });
    expect(station.ask('camera.list', {})).toMatchObject([{ out: { officer: '350214' }, record: { model: 'DSJ-A7' } }]);
    // Another card with the same serial is another camera, as ever.
    expect(station.store.cameras.seen({ ...come, mediumId: 'card 2' }).id).not.toBe(id);
    expect(station.store.cameras.seen(come).id).toBe(id);
  });

  it('is put on record once', async () => {
    const station = await OnRecord.open();
    station.do('camera.add', { serial: SERIAL });
    const again = failure(() => station.do('camera.add', { serial: ` ${SERIAL} ` }));
    expect(again).toMatchObject({ code: 'bwc.camera.serial_taken' });
    const unit = failure(() => station.do('camera.add', { serial: 'other', unit: 'no such' }));
    expect(unit).toMatchObject({ code: 'bwc.store.not_found' });
    expect(station.ask('camera.list', {})).toHaveLength(1);
  });

  it('comes to no unit that is closed, and stays with the one it had', async () => {
    const station = await OnRecord.open();
    const { id: unit } = station.do('unit.add', { name: '思明中队' });
    station.do('camera.add', { serial: SERIAL, unit });
    station.do('camera.add', { serial: 'other' });
    station.do('unit.change', { unit, closed: true, why: '撤并' });
    const moved = failure(() => station.do('camera.change', { camera: 'other', unit, why: '调拨' }));
    expect(moved).toMatchObject({ code: 'bwc.unit.closed' });
    expect(station.do('camera.change', { camera: SERIAL, remark: '待调拨', why: '撤并' }).unit).toBe(unit);
  });
});

describe('what is known of a camera', () => {
  it('is changed version by version, each with an entry', async () => {
    const station = await OnRecord.open();
    station.do('camera.add', { serial: SERIAL, model: 'A7' });
    station.do('camera.change', { camera: SERIAL, remark: '镜头有划痕', why: '年检' }, '王芳');
    const { records } = station.ask('camera.show', { camera: SERIAL });
    expect(records.map((r) => [r.version, r.model, r.remark, r.why])).toEqual([
      [1, 'A7', null, null],
      [2, 'A7', '镜头有划痕', '年检'],
    ]);
    const entries = station.store.custody.list({ kind: 'camera.put', limit: 9, newestFirst: true });
    expect(entries.map((e) => e.body)).toEqual([...records].reverse());
  });

  it('bars one that is retired from being given out, and nothing else', async () => {
    const station = await OnRecord.open();
    station.do('camera.add', { serial: SERIAL });
    const given = { camera: SERIAL, officer: '350214', despite: '新购' };
    station.do('camera.issue', given);
    station.do('camera.change', { camera: SERIAL, retired: true, why: '报废' });
    station.do('camera.return', { camera: SERIAL });
    expect(failure(() => station.do('camera.issue', given))).toMatchObject({ code: 'bwc.camera.state' });
    station.do('camera.change', { camera: SERIAL, retired: false, why: '登记有误' });
    station.do('camera.issue', given);
  });
});

describe('a table of cameras', () => {
  it('adds and changes cameras by their serials, and what was exported changes nothing', async () => {
    const station = await OnRecord.open();
    station.do('unit.add', { name: '思明中队' });
    station.do('camera.add', { serial: SERIAL, model: 'A7' });
    const put = (...cells: Record<string, string>[]) => {
      const given = { rows: cells.map((c, i) => ({ row: i + 2, cells: c })), why: '年初造册' };
      const plan = station.do('table.importCameras', { ...given });
      return plan.refused.length > 0 ? plan : station.do('table.importCameras', { ...given, digest: plan.digest });
    };
    const done = put(
      { serial: SERIAL, unit: '思明中队', retired: 'no' },
      { serial: 'ZFY0043', model: 'A8', unit: '思明中队', remark: '备用' },
    );
    expect([done.added.map((r) => r.key), done.changed.map((r) => r.cells)]).toEqual([
      ['ZFY0043'],
      [{ unit: '思明中队' }],
    ]);
    const { rows } = station.ask('table.cameras', {});
    expect(rows.find((r) => r['serial'] === 'ZFY0043')).toMatchObject({ model: 'A8', unit: '思明中队', state: 'in' });
    expect(put(...rows.map((r) => ({ ...r })))).toMatchObject({ added: [], changed: [], same: 2 });
    expect(put({ serial: SERIAL, unit: '没有的单位' }).refused).toMatchObject([{ column: 'unit' }]);
  });
});
