/** Deadlines, cameras given out and checks before use, with the real command line and a real daemon. */
import { describe, expect, it } from 'vitest';
import { addMs, systemClock, toInstant, withOffset } from '../../../src/domain/time.js';
import type { DueRow } from '../../../src/records/deadlines/due-row.js';
import type { CameraOnDuty } from '../../../src/records/cameras/show.js';
import type { VisitDetail } from '../../../src/web/api.js';
import type { StationStatus } from '../../../src/web/status.js';
import { bwc, bwcJson, errorCode } from '../support/bwc.js';
import { card, media, noise } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { configure, described, eventsOf, newStation, verify } from '../support/station.js';

const HOUR = 3_600_000;
const hoursAgo = (hours: number): string => addMs(toInstant(systemClock.now()), -hours * HOUR);
const due = (data: string, ...more: string[]): Promise<DueRow[]> => bwcJson(['due', '--data', data, ...more]);

describe('bwc due', () => {
  it('XM-12: late clips come first, with article and due time; counts, groups and exit codes; with a daemon and without', async () => {
    const { data, dock, shelf } = await newStation();
    const daemon = await startDaemon(data);
    const camera = await card(shelf, {
      serial: 'ZFY0007',
      officerNo: '350214',
      unitName: '鹭江中队',
      files: [
        { content: media('segment-1.mp4'), startedAt: hoursAgo(5) },
        { content: media('segment-2.mp4'), startedAt: hoursAgo(80) },
        { content: media('segment-3.mp4'), startedAt: hoursAgo(100) },
      ],
    });
    await camera.plug(dock);
    await daemon.event('closed');
    await described(data);
    const rows = await due(data);
    expect(rows.map((r) => [r.what, r.rule, r.state])).toEqual([
      ['clip', 'label', 'late'],
      ['clip', 'label', 'late'],
      ['clip', 'label', 'running'],
    ]);
    expect(rows[0]).toMatchObject({
      camera: 'ZFY0007',
      officer: '350214',
      unit: '鹭江中队',
      article: '五',
      estimated: true,
      due: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/) as unknown,
      basis: { moment: 'recordingEnd', inPlaceOf: 'activityEnd' },
    });
    expect((await bwcJson<StationStatus>(['status', '--data', data])).deadlines).toMatchObject({
      late: 2,
      running: 1,
      doneLate: 2,
      met: 1,
    });
    expect(await bwcJson(['due', '--by', 'officer', '--data', data])).toMatchObject([{ key: '350214', late: 2 }]);
    expect(await due(data, '--state', 'late', '--limit', '1')).toHaveLength(1);
    expect(await due(data, '--within', '1h')).toHaveLength(2);
    expect((await bwc(['due', '--check', '--data', data])).code).toBe(1);
    expect((await bwc(['due', '--check', '--rule', 'upload', '--data', data])).code).toBe(0);
    const text = await bwc(['due', '--data', data, '--lang', 'zh']);
    expect(text.stdout).toMatch(/逾期.*已逾期/);
    expect(text.stdout).toContain('逾期 2，即将到期 0，进行中 1');
    await daemon.stop();
    expect((await due(data)).map((r) => r.state)).toEqual(['late', 'late', 'running']);
    configure(data, { rulebook: '"shanghai-2017"' });
    const stale = await bwc(['due', '--data', data]);
    expect(stale.stderr).toContain('bwc due --recompute');
    expect(await bwcJson(['due', '--recompute', '--data', data])).toEqual({ clips: 3 });
    expect(await due(data)).toEqual([]);
    expect(await verify(data)).toMatchObject({ ok: true });
  });

  it('C1: a file that cannot be read is due by its own time, until a later visit has it', async () => {
    const { data, dock, shelf } = await newStation({ stall_seconds: 5 });
    const daemon = await startDaemon(data);
    const camera = await card(shelf, {
      serial: 'ZFY0008',
      files: [{ path: 'VIDEO/bad.mp4', content: noise(60_000, 'bad'), startedAt: hoursAgo(30) }],
      faults: [{ kind: 'eio', path: 'VIDEO/bad.mp4', at: 1000 }],
    });
    await camera.plug(dock);
    await daemon.event('closed');
    expect(await due(data)).toMatchObject([
      {
        what: 'card',
        clip: null,
        camera: 'ZFY0008',
        path: 'VIDEO/bad.mp4',
        rule: 'upload',
        state: 'late',
        estimated: true,
      },
    ]);
  });

  it.each([
    [['--state', 'green'], 2, 'bwc.usage'],
    [['--within', 'soon'], 2, 'bwc.usage'],
    [['--by', 'mood'], 2, 'bwc.usage'],
    [['--limit', '0'], 2, 'bwc.usage'],
    [['--camera', '\u202e7654321'], 1, 'bwc.store.not_found'],
    [['--officer', '名'.repeat(300)], 2, 'bwc.usage'],
  ])('%j ends with %i', async (args, exit, code) => {
    const { data } = await newStation();
    const answer = await bwc(['due', '--data', data, '--json', ...args]);
    expect([answer.code, errorCode(answer)]).toEqual([exit, code]);
  });
});

describe('bwc camera', () => {
  it('SP-11, SP-12: gives a camera out after the check, and what may be on it is due until it is read', async () => {
    const { data, dock, shelf } = await newStation({ rulebook: '"siping-tiedong-2020"' });
    const daemon = await startDaemon(data);
    const camera = await card(shelf, {
      serial: 'ZFY0009',
      officerNo: '350213',
      battery: 12,
      files: [{ content: media('segment-1.mp4'), startedAt: hoursAgo(1) }],
    });
    await camera.plug(dock);
    const { visit } = await daemon.event('closed');
    const detail = await bwcJson<VisitDetail>(['visits', visit, '--data', data]);
    expect(detail.check).toMatchObject({
      occasion: 'dock',
      checks: [{ check: 'battery' }, { check: 'storage' }, { check: 'clock' }, {}],
    });
    const shown = await bwc(['visits', visit, '--data', data, '--lang', 'zh']);
    expect(shown.stdout).toMatch(/使用前检查[\s\S]*第十二条/);
    await camera.unplug();
    // It would else be back before anybody saw it go.
    await daemon.event('left');
    const issue = ['camera', 'issue', 'ZFY0009', '--officer', '350299', '--data', data];
    const refused = await bwc([...issue, '--json']);
    expect([refused.code, errorCode(refused)]).toEqual([1, 'bwc.camera.not_fit']);
    const back = withOffset(addMs(toInstant(systemClock.now()), 8 * HOUR), 'Asia/Shanghai');
    const issued = await bwcJson<{ check: { fit: boolean } }>([
      ...issue,
      ...['--for', '早市巡查', '--back', back, '--battery', '95', '--free-gib', '32', '--looked', 'clock'],
    ]);
    expect(issued.check.fit).toBe(true);
    expect((await bwc([...issue, '--battery', '95', '--free-gib', '32', '--looked', 'clock'])).code).toBe(1);
    const out = (await due(data)).find((r) => r.what === 'out');
    expect(out).toMatchObject({ camera: 'ZFY0009', officer: '350299', rule: 'upload', estimated: true });
    await bwcJson(['camera', 'lost', 'ZFY0009', '--reference', '遗失报告3', '--data', data]);
    expect((await due(data)).find((r) => r.what === 'out')).toMatchObject({
      state: 'blocked',
      blockedBy: { reason: 'cameraLost', reference: '遗失报告3' },
    });
    expect((await bwc(['camera', 'show', 'ZFY0009', '--data', data, '--lang', 'zh'])).stdout).toMatch(
      /350299[\s\S]*遗失/,
    );
    for (const act of ['found', 'return', 'faulty', 'repaired'])
      expect((await bwc(['camera', act, 'ZFY0009', '--data', data])).stderr).toBe('');
    await camera.plug(dock);
    await daemon.event('closed', undefined, 2);
    expect((await due(data)).filter((r) => r.what === 'out')).toEqual([]);
    const ledger = await bwcJson<CameraOnDuty>(['camera', 'show', 'ZFY0009', '--data', data]);
    expect(ledger.movements.map((m) => m.act)).toEqual(['repaired', 'faulty', 'return', 'found', 'lost', 'issue']);
    expect(ledger.checks.map((c) => c.occasion)).toEqual(['dock', 'issue', 'dock']);
    const kinds = (await eventsOf(data)).map((e) => e.kind);
    for (const kind of ['camera.checked', 'camera.issued', 'camera.lost', 'camera.returned', 'camera.repaired'])
      expect(kinds).toContain(kind);
    await daemon.stop();
    expect(await verify(data)).toMatchObject({ ok: true });
  });

  it.each(['issue', 'return', 'lost', 'found', 'faulty', 'repaired', 'show'])(
    '%s has help with examples, and knows no camera that never was here',
    async (act) => {
      expect((await bwc(['camera', act, '--help'])).stdout).toContain(`$ bwc camera ${act}`);
      const { data } = await newStation();
      const officer = act === 'issue' ? ['--officer', '350213'] : [];
      const answer = await bwc(['camera', act, '../../etc/passwd', ...officer, '--data', data, '--json']);
      expect([answer.code, errorCode(answer)]).toEqual([1, 'bwc.store.not_found']);
    },
  );
});
