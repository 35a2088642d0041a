/** Interruptions explained and consents given, with the real command line, with a daemon and without. */
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addMs, systemClock, toInstant, withOffset } from '../../../src/domain/time.js';
import type { DueRow } from '../../../src/records/deadlines/due-row.js';
import type { InterruptionRow } from '../../../src/records/continuity/list.js';
import { bwc, bwcJson, errorCode } from '../support/bwc.js';
import { card, folderOf, media } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, described, eventsOf, ingest, newStation, verify } from '../support/station.js';

describe('bwc interruptions explain', () => {
  it('XM-11, XM-21: what stopped is listed until the duty log and the report are on record', async () => {
    const { data, dir } = await newStation();
    const files = {
      'PARAM.INI': '[ZFY]\r\nDevNo=ZFY0042\r\nPolNo=350213\r\n',
      'VIDEO/20260301_080000.MP4': media('segment-1.mp4'),
      'VIDEO/20260301_081000.MP4': media('segment-2.mp4'),
    };
    await ingest(data, folderOf(dir, files));
    const [first, second] = (await clipsOf(data, '--sort', 'start')).map((c) => c.id);
    const { activity } = await bwcJson<{ readonly activity: { readonly id: string } }>([
      ...['activity', 'begin', '--clip', first ?? '', '--clip', second ?? '', '--data', data],
    ]);
    const list = (...more: string[]) => bwcJson<InterruptionRow[]>(['interruptions', 'list', '--data', data, ...more]);
    const [row] = await list();
    expect(row).toMatchObject({
      ...{ activity: activity.id, kind: 'gap', camera: 'ZFY0042', after: first, before: second, explained: false },
      ...{ wanted: [['dutyLog'], ['report']], article: '六（二）' },
    });
    const explain = ['interruptions', 'explain', activity.id, row?.id ?? '', '--cause', '设备故障', '--data', data];
    const bare = await bwc([...explain, '--kind', 'dutyLog', '--json']);
    expect([bare.code, errorCode(bare)]).toEqual([1, 'bwc.interruption.rejected']);
    const mute = await bwc([...explain, '--kind', 'song', '--json']);
    expect([mute.code, errorCode(mute)]).toEqual([2, 'bwc.usage']);
    expect(await list()).toEqual([row]);
    const daemon = await startDaemon(data);
    const told = await bwcJson<InterruptionRow>([...explain, '--kind', 'dutyLog', '--reference', '执勤日志3-2-1']);
    expect(told).toMatchObject({ explained: false, wanted: [['report']] });
    expect((await bwc(['interruptions', '--data', data, '--lang', 'zh'])).stdout).toMatch(/ZFY0042[\s\S]*六（二）/);
    await daemon.stop();
    const done = await bwc([...explain, '--kind', 'report', '--reference', '李队长', '--lang', 'zh']);
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(await list()).toEqual([]);
    expect(await list('--all')).toMatchObject([
      {
        explained: true,
        given: [
          { kind: 'dutyLog', cause: '设备故障' },
          { kind: 'report', reference: '李队长' },
        ],
      },
    ]);
    expect((await eventsOf(data)).filter((e) => e.kind === 'interruption.explained')).toHaveLength(2);
    expect(await verify(data)).toMatchObject({ ok: true });
  });
});

describe('bwc consent', () => {
  it('TJ-21: opens the two working days for what is on the camera, and a conflict on site shuts them', async () => {
    const { data, dock, shelf } = await newStation({ rulebook: '"tianjin-2024"' });
    const daemon = await startDaemon(data);
    const camera = await card(shelf, { serial: 'ZFY0009', files: [{ content: media('segment-1.mp4') }] });
    await camera.plug(dock);
    await daemon.event('closed');
    await camera.unplug();
    await bwcJson(['camera', 'issue', 'ZFY0009', '--officer', '350213', '--despite', '测试', '--data', data]);
    await bwcJson(['camera', 'return', 'ZFY0009', '--data', data]);
    const out = async (): Promise<DueRow | undefined> =>
      (await bwcJson<DueRow[]>(['due', '--rule', 'upload', '--data', data])).find((r) => r.what === 'out');
    const before = await out();
    expect(before).toMatchObject({ exception: null, basis: { moment: 'returnToUnit', source: 'ledger' } });
    const consent = ['consent', '--camera', 'ZFY0009', '--data', data];
    const nobody = await bwc([...consent, '--json']);
    expect([nobody.code, errorCode(nobody)]).toEqual([2, 'bwc.usage']);
    const tomorrow = withOffset(addMs(toInstant(systemClock.now()), 86_400_000), 'Asia/Shanghai');
    const early = await bwc([...consent, '--approver', '张处长', '--at', tomorrow, '--json']);
    expect([early.code, errorCode(early)]).toEqual([1, 'bwc.facts.future']);
    const given = await bwc([...consent, '--approver', '张处长', '--reference', '同意单5', '--lang', 'zh']);
    expect(given.stdout).toContain('张处长');
    const after = await out();
    expect(after).toMatchObject({ exception: 'leaderConsent', article: '第三十九条' });
    expect(Date.parse(after?.due ?? '')).toBeGreaterThan(Date.parse(before?.due ?? ''));
    await bwcJson(['facts', 'say', `camera:${before?.cameraId ?? ''}`, '--flag', 'disputeOrConflict', '--data', data]);
    expect(await out()).toMatchObject({ exception: null, due: before?.due });
    await daemon.stop();
    expect((await eventsOf(data)).find((e) => e.kind === 'deadline.consented')).toBeDefined();
    expect(await verify(data)).toMatchObject({ ok: true });
  });

  it('is refused where the rulebook has no such exception', async () => {
    const { data, dir } = await newStation();
    await ingest(data, folderOf(dir, { 'VIDEO/20260301_080000.MP4': media('segment-1.mp4') }));
    const [clip] = await clipsOf(data);
    const answer = await bwc(['consent', '--clip', clip?.id ?? '', '--approver', '张处长', '--data', data, '--json']);
    expect([answer.code, errorCode(answer)]).toEqual([1, 'bwc.deadline.no_exception']);
  });
});

describe('bwc facts and bwc due', () => {
  it('C1: tell between which moments a clip was recorded whose camera has no clock', async () => {
    const { data, dock, shelf } = await newStation();
    const daemon = await startDaemon(data);
    // By its name, which the camera made of a clock that had lost its setting.
    const lost = (n: number): string => `VIDEO/19800101_00000${String(n)}.MP4`;
    const camera = await card(shelf, {
      serial: 'ZFY0010',
      files: [{ path: lost(1), content: media('segment-1.mp4'), startedAt: '1980-01-01T00:00:00.000Z' }],
    });
    const root = await camera.plug(dock);
    await daemon.event('closed');
    await described(data);
    const [first] = await clipsOf(data);
    const show = async (id: string, language: string) =>
      (await bwc(['facts', 'show', id, '--data', data, '--lang', language])).stdout;
    expect(await show(first?.id ?? '', 'zh')).toMatch(/录制结束：不晚于 \d{4}-\d\d-\d\d [\d:]+，最早不明（/);
    expect(await show(first?.id ?? '', 'en')).toContain('at the latest, how early is not known');
    writeFileSync(join(root, lost(2)), media('segment-2.mp4'));
    utimesSync(join(root, lost(2)), 315532800, 315532800);
    await daemon.stop();
    await camera.unplug();
    const again = await startDaemon(data);
    await camera.plug(dock);
    await again.event('closed');
    await described(data);
    const second = (await clipsOf(data)).find((c) => c.id !== first?.id);
    expect(await show(second?.id ?? '', 'en')).toMatch(
      /end of the recording: between [-\d]+ [\d:]+ and [-\d]+ [\d:]+ \(dock/,
    );
    const rows = await bwcJson<DueRow[]>(['due', '--data', data]);
    const bounds = rows.map(({ clip, basis }) => [clip, basis?.notBefore === null, basis?.notAfter === null]);
    expect(bounds.sort()).toEqual(
      [
        [first?.id, true, false],
        [second?.id, false, false],
      ].sort(),
    );
    const text = (await bwc(['due', '--data', data, '--lang', 'zh'])).stdout;
    expect(text).toContain(`${first?.id ?? ''}：时钟不可靠，录制结束不晚于`);
    expect(text).toMatch(new RegExp(`${second?.id ?? ''}：时钟不可靠，录制结束在 .* 至 .* 之间，按最早计`));
    await again.stop();
    expect(await verify(data)).toMatchObject({ ok: true });
  });

  it('SP-13: a word about a camera is of a time; that it is faulty belongs on the ledger', async () => {
    const { data, dir } = await newStation();
    const files = { 'PARAM.INI': '[ZFY]\r\nDevNo=ZFY0042\r\n', 'VIDEO/20260301_080000.MP4': media('segment-1.mp4') };
    await ingest(data, folderOf(dir, files));
    const [{ id: cameraId }] = await bwcJson<[{ readonly id: string }]>(['cameras', '--data', data]);
    const [clip] = await clipsOf(data);
    const say = ['facts', 'say', `camera:${cameraId}`, '--data', data];
    const fault = await bwc([...say, '--reason', 'cameraFaulty', '--json']);
    expect([fault.code, errorCode(fault)]).toEqual([2, 'bwc.usage']);
    expect(fault.stderr).toContain('bwc camera faulty');
    const flags = async (): Promise<number> =>
      (
        await bwcJson<{ readonly facts: { readonly flags: readonly unknown[] } }>([
          ...['facts', 'show', clip?.id ?? '', '--data', data],
        ])
      ).facts.flags.length;
    const [from, until_] = ['2026-03-02T08:00:00+08:00', '2026-03-03T08:00:00+08:00'];
    await bwcJson([...say, '--flag', 'complaint', '--from', from, '--until', until_]);
    expect(await flags()).toBe(0);
    await bwcJson([...say, '--flag', 'petition', '--from', '2026-03-01T00:00:00+08:00', '--until', until_]);
    expect(await flags()).toBe(1);
    expect(await verify(data)).toMatchObject({ ok: true });
  });
});
