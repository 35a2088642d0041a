import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { VisitView } from '../../../src/domain/visit.js';
import type { CameraRow } from '../../../src/store/repositories/cameras.js';
import type { VisitDetail } from '../../../src/web/api.js';
import type { StationStatus } from '../../../src/web/status.js';
import { bwc, bwcJson } from '../support/bwc.js';
import { card, folderOf, media, noise } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, eventsOf, newStation, sha256Of, verify } from '../support/station.js';

const MIB = 2 ** 20;
const statusOf = (data: string): Promise<StationStatus> => bwcJson(['status', '--data', data]);
const visitsOf = (data: string): Promise<VisitView[]> => bwcJson(['visits', '--data', data]);

describe('a docked camera', () => {
  it('TJ-17, SH-01, XM-01: is served to the end, with what it says of itself on record', async () => {
    const { data, dock, shelf } = await newStation();
    const daemon = await startDaemon(data);
    const camera = await card(shelf, {
      serial: 'ZFY0007',
      officerNo: '350214',
      officerName: '林晓',
      unitName: '鹭江中队',
      encoding: 'gbk',
      clockOffsetMs: 95_000,
      files: [{ content: media('segment-1.mp4') }, { kind: 'photo', content: media('photo.jpg') }],
    });
    await camera.plug(dock);
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({
      outcome: 'complete',
      safeToRemove: true,
      tally: { onCamera: 2, stored: 2, alreadyKnown: 0, failed: 0 },
    });
    const { visit } = await bwcJson<VisitDetail>(['visits', closed.visit, '--data', data]);
    expect(visit).toMatchObject({
      camera: 'ZFY0007',
      officerNo: '350214',
      officerName: '林晓',
      profile: 'l1-param-ini',
      sourceType: 'camera',
    });
    expect(visit.identity).toMatchObject({ unitName: '鹭江中队', source: 'PARAM.INI' });
    expect(await bwcJson<CameraRow[]>(['cameras', '--data', data])).toMatchObject([
      { serial: 'ZFY0007', officerNo: '350214', officerName: '林晓', unitName: '鹭江中队' },
    ]);
    expect(visit.clock).toMatchObject({ method: 'newest-file', bound: 'lower bound' });
    expect(visit.stationClock).not.toBeNull();
    const kinds = (await eventsOf(data, '--visit', closed.visit, '--after', '0')).map((e) => e.kind);
    expect(kinds.filter((k) => k.startsWith('visit.'))).toEqual([
      'visit.opened',
      'visit.identified',
      'visit.checked',
      'visit.listed',
      'visit.closed',
    ]);
    // Docked once more, it has nothing new.
    await camera.unplug();
    await sleep(600);
    await camera.plug(dock);
    const again = await daemon.event('closed', undefined, 2);
    expect(again).toMatchObject({
      outcome: 'complete',
      safeToRemove: true,
      tally: { onCamera: 2, stored: 0, alreadyKnown: 2 },
    });
    expect(await clipsOf(data)).toHaveLength(2);
  });

  it('whose medium vanishes in the middle goes on where it was, as one visit with one tally', async () => {
    const { data, dock, shelf } = await newStation();
    const daemon = await startDaemon(data);
    const camera = await card(shelf, {
      serial: 'LOOSE',
      files: [{ content: noise(100_000, 'small') }, { path: 'VIDEO/large.mp4', content: noise(6 * MIB, 'large') }],
      faults: [
        { kind: 'slow', bytesPerSecond: 4 * MIB },
        { kind: 'unplug', path: 'VIDEO/large.mp4', at: 4 * MIB },
      ],
    });
    const root = await camera.plug(dock);
    await daemon.event('interrupted');
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({
      outcome: 'complete',
      safeToRemove: true,
      tally: { onCamera: 2, stored: 2, alreadyKnown: 0, waiting: 0 },
    });
    const visits = await visitsOf(data);
    expect(visits.map((v) => v.id)).toEqual([closed.visit]);
    const stored = await eventsOf(data, '--kind', 'clip.stored');
    const large = stored.find((e) => e.body['bytes'] === 6 * MIB);
    expect(large?.body['resumedAt']).toBeGreaterThanOrEqual(MIB);
    expect(large?.body['sha256']).toBe(sha256Of(join(root, 'VIDEO/large.mp4')));
    expect((await eventsOf(data, '--kind', 'visit.resumed')).length).toBe(1);
  });

  it('that is pulled out of its slot waits as interrupted until it is back, in whatever slot', async () => {
    const { data, dock, shelf } = await newStation();
    const daemon = await startDaemon(data);
    const camera = await card(shelf, {
      serial: 'PULLED',
      files: [{ content: noise(6 * MIB, 'pulled') }],
      faults: [{ kind: 'slow', bytesPerSecond: 2 * MIB }],
    });
    const root = await camera.plug(dock);
    await daemon.event('listed');
    await sleep(1000);
    await camera.unplug();
    const { visit } = await daemon.event('interrupted');
    expect((await statusOf(data)).visits).toMatchObject([{ id: visit, state: 'interrupted', safeToRemove: false }]);
    // Another folder of the dock: another slot, the same medium.
    await camera.plug(dock);
    renameSync(`${root}.faults.json`, join(dock, 'elsewhere.faults.json'));
    renameSync(root, join(dock, 'elsewhere'));
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({ visit, outcome: 'complete', tally: { onCamera: 1, stored: 1, waiting: 0 } });
    expect(await visitsOf(data)).toHaveLength(1);
    await daemon.stop();
    expect((await verify(data)).findings).toEqual([]);
  });

  it('that no profile knows is refused, logged and shown, and nothing of it is listed', async () => {
    const { data, dock, dir } = await newStation();
    const daemon = await startDaemon(data);
    const holiday = folderOf(dir, { 'holiday/secret-beach.mp4': media('segment-1.mp4'), 'taxes.xls': 'x' }, 'STICK');
    renameSync(holiday, join(dock, 'STICK'));
    const refused = await daemon.event('refused');
    expect(refused).toMatchObject({ root: join(dock, 'STICK'), code: 'bwc.device.refused' });
    expect(refused.reason).toContain('PARAM.INI');
    await sleep(800);
    expect((await statusOf(data)).refused).toMatchObject([{ root: join(dock, 'STICK'), code: 'bwc.device.refused' }]);
    const events = await eventsOf(data);
    expect(events.filter((e) => e.kind === 'camera.refused')).toHaveLength(1);
    expect(JSON.stringify([events, daemon.events])).not.toMatch(/secret-beach|taxes/);
    expect(await visitsOf(data)).toEqual([]);
    const shown = await bwc(['status', '--data', data]);
    expect(shown.stdout).toContain('STICK');
    // Gone from the dock, gone from the status.
    renameSync(join(dock, 'STICK'), holiday);
    await sleep(800);
    expect((await statusOf(data)).refused).toEqual([]);
  });

  it('that no profile knows is looked at, never read', async () => {
    const { data, dock, dir } = await newStation();
    const trace = join(dir, 'trace');
    const stick = folderOf(dir, { 'private/letter.mp4': media('segment-1.mp4') }, 'STICK');
    const daemon = await startDaemon(data);
    const tracer = spawn('strace', ['-f', '-e', 'trace=openat,open,openat2', '-o', trace, '-p', String(daemon.pid)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await once(tracer.stderr, 'data');
    renameSync(stick, join(dock, 'STICK'));
    await daemon.event('refused');
    await sleep(500);
    tracer.kill('SIGINT');
    await once(tracer, 'close');
    const opened = readFileSync(trace, 'utf8');
    expect(opened).toContain('STICK');
    expect(opened).not.toContain('letter.mp4');
    expect(opened).not.toContain('private');
  });

  it('with officer number 000000 belongs to nobody', async () => {
    const { data, dock, shelf } = await newStation();
    const daemon = await startDaemon(data);
    const camera = await card(shelf, {
      layout: 'l6',
      serial: '36NCC009910',
      officerNo: '000000',
      files: [{ content: noise(3000, 'nobody') }],
    });
    await camera.plug(dock);
    await daemon.event('closed');
    const [clip] = await clipsOf(data);
    expect(clip).toMatchObject({ camera: '36NCC009910', officerNo: null });
    expect(clip?.sourcePath).toContain('_000000_');
    const [visit] = await visitsOf(data);
    expect(visit?.officerNo).toBeNull();
    const shown = await bwc(['visits', '--data', data]);
    expect(shown.stdout).not.toContain('000000');
  });

  it('that shares its serial with another is another, and an alarm', async () => {
    const { data, dock, shelf } = await newStation();
    const daemon = await startDaemon(data);
    for (const name of ['one', 'two']) {
      const camera = await card(shelf, { name, serial: 'TWIN', files: [{ content: noise(3000, name) }] });
      await camera.plug(dock);
    }
    await daemon.event('closed', undefined, 2);
    const cameras = await bwcJson<CameraRow[]>(['cameras', '--data', data]);
    expect(cameras.map((c) => c.serial)).toEqual(['TWIN', 'TWIN']);
    expect(new Set(cameras.map((c) => c.id)).size).toBe(2);
    const clips = await clipsOf(data);
    expect(new Set(clips.map((c) => c.cameraId)).size).toBe(2);
    const { alarms } = await statusOf(data);
    expect(alarms).toMatchObject([{ kind: 'serial.duplicate', subject: 'TWIN' }]);
    expect((await bwc(['status', '--data', data])).stdout).toContain('TWIN');
    expect(await eventsOf(data, '--kind', 'alarm.raised')).toHaveLength(1);
  });

  it('with nothing on it is served and safe to remove', async () => {
    const { data, dock, shelf } = await newStation();
    const daemon = await startDaemon(data);
    await (await card(shelf, { serial: 'EMPTY', files: [] })).plug(dock);
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({
      outcome: 'complete',
      safeToRemove: true,
      tally: { onCamera: 0, stored: 0, ignored: 1 },
    });
    mkdirSync(join(dock, 'mount-point-without-a-mount'));
    await sleep(800);
    expect((await statusOf(data)).refused).toEqual([]);
  });
});
