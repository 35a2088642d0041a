/** The bad day, as a custodian has it: the machine is gone, there is an archive and a sheet of paper. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RestorePlan } from '../../src/station/restore/plan.js';
import type { RestoreResult } from '../../src/station/restore/restore.js';
import { connectStation } from '../../src/web/client.js';
import { bwc, bwcJson } from './support/bwc.js';
import { card, media } from './support/cards.js';
import { startDaemon } from './support/daemon.js';
import { clipsOf, configure, described, newStation, verify } from './support/station.js';

const PASSWORD = '今天天气不错我们去巡街吧';
const FIELDS = { unit: '思明中队', party: '老王修车铺', inspectionDate: '2026-03-01', inspectionContent: '检查' };

const signIn = (address: string | null, path: string, body: object): Promise<Response> =>
  fetch(new URL(path, address ?? ''), {
    method: 'POST',
    headers: { origin: new URL(address ?? '').origin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

it('a lost station comes back on another machine with its people, its passwords and its log, and goes on', async () => {
  const station = await newStation();
  const { data, dir, firstCode } = station;
  const share = join(dir, '局 档案');
  mkdirSync(share);
  const paper = join(dir, '恢复.key');
  const { config: archive } = await bwcJson<{ config: string }>(['archive', 'init', share]);
  const { publicKey } = await bwcJson<{ publicKey: string }>(['recovery-key', 'make', paper]);
  configure(data, { start: '"0 0 29 2 1"', hours: 0.1, recovery_key: JSON.stringify(publicKey) }, archive);
  const camera = await card(station.shelf, {
    serial: 'S1',
    files: ['segment-1.mp4', 'photo.jpg'].map((name) => ({ path: `VIDEO/${name}`, content: media(name) })),
  });
  const daemon = await startDaemon(data);
  const { socket, address } = await daemon.event('ready');
  const self = { login: 'admin', name: '李管理' };
  expect((await signIn(address, '/api/session/code', { code: firstCode, password: PASSWORD, self })).status).toBe(200);
  await camera.plug(station.dock);
  await daemon.event('closed');
  await described(data);
  const clips = await clipsOf(data);
  await connectStation(socket).act('label.put', { clips: clips.map((c) => c.id), fields: FIELDS }, 'admin');
  const { backups } = await bwcJson<{ backups: { last: { seq: number } | null }[] }>([
    'backup',
    '--now',
    '--data',
    data,
  ]);
  expect(backups[0]?.last).not.toBeNull();
  expect(await daemon.stop()).toBe(0);
  const key = readFileSync(join(data, 'station.pub'), 'utf8');
  const names = readdirSync(share, { recursive: true, encoding: 'utf8' });
  const sealed = names.filter((name) => /^backup-pieces\/.*\/[0-9a-f]{64}$/.test(name));
  expect(sealed.length).toBeGreaterThan(1);
  for (const name of sealed)
    for (const clear of ['PRIVATE KEY', 'SQLite format', 'clips'])
      expect(readFileSync(join(share, name)).includes(clear)).toBe(false);
  rmSync(data, { recursive: true });

  const anew = join(dir, '新机器');
  const args = ['restore', share, '--recovery-key', paper, '--data', anew];
  const plan = await bwcJson<RestorePlan>([...args, '--dry-run']);
  expect(plan.room.has).toBeGreaterThan(plan.room.needs);
  const result = await bwcJson<RestoreResult>(args);
  expect(result).toMatchObject({ originals: { files: 2, missing: [] }, proof: { findings: [] }, later: [] });
  expect(readFileSync(join(anew, 'station.pub'), 'utf8')).toBe(key);
  expect((await clipsOf(anew)).map((c) => c.id).sort()).toEqual(clips.map((c) => c.id).sort());

  const back = await startDaemon(anew);
  const ready = await back.event('ready');
  const login = { login: 'admin', password: PASSWORD };
  expect((await signIn(ready.address, '/api/session', login)).status).toBe(200);
  await bwcJson(['sync', '--now', '--data', anew]);
  const { alarms } = await bwcJson<{ alarms: unknown[] }>(['status', '--data', anew]);
  expect(alarms).toEqual([]);
  expect(await back.stop()).toBe(0);
  await verify(anew);
  const text = await bwc(['sync', '--data', anew]);
  expect(text.stdout).toMatch(/backup \d+ of the station/);
});
