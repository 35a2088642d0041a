import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { connectStation } from '../../../src/web/client.js';
import type { SyncStatus } from '../../../src/web/sync-status.js';
import { bwc, bwcJson } from '../support/bwc.js';
import { card, media } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, configure, described, eventsOf, newStation, verify } from '../support/station.js';

const FIELDS = { unit: '思明中队', party: '某店', inspectionDate: '2026-03-01', inspectionContent: '检查' };
const VERIFY = new URL('../../../src/archive/bag/verify.py', import.meta.url).pathname;

const keyOf = (sha256: string): string => `originals/sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;

const NOTHING = { contents: { orders: 0 }, records: { orders: 0 } };

interface SyncAnswer {
  readonly archives: readonly SyncStatus[];
}

it('what is docked and labelled goes to the archive, where an outsider checks it with sha256sum and one Python file', async () => {
  const station = await newStation();
  const { data, dir } = station;
  const share = join(dir, '局 档案');
  mkdirSync(share);
  const { config } = await bwcJson<{ config: string }>(['archive', 'init', share]);
  appendFileSync(join(data, 'config.toml'), `\n${config}\n`);
  // Never by itself while this test runs.
  configure(data, { start: '"0 0 29 2 1"', hours: 0.1 });
  const camera = await card(station.shelf, {
    serial: 'S1',
    files: ['segment-1.mp4', 'photo.jpg', 'segment-2.mp4'].map((name) => ({
      path: `VIDEO/${name}`,
      content: media(name),
    })),
  });
  const daemon = await startDaemon(data);
  const { socket } = await daemon.event('ready');
  await camera.plug(station.dock);
  await daemon.event('closed');
  await described(data);
  const clips = await clipsOf(data, '--sort', 'stored');
  const labelled = clips.slice(0, 2);
  const client = connectStation(socket);
  await client.act('label.put', { clips: labelled.map((c) => c.id), fields: FIELDS }, 'zhao');
  const dry = await bwcJson<{ orders: { clipId: string; kind: string }[] }>(['sync', '--dry-run', '--data', data]);
  expect(dry.orders.map((o) => [o.clipId, o.kind])).toEqual(labelled.map((c) => [c.id, 'original']));
  expect(readdirSync(share).filter((name) => !name.startsWith('.'))).toEqual([]);

  // Something else lies in the place of one of them: that would be refused for ever.
  const [first, second] = labelled.map((c) => join(share, keyOf(c.sha256)));
  mkdirSync(dirname(second ?? ''), { recursive: true });
  writeFileSync(second ?? '', 'something else');
  const refusing = await bwcJson<SyncAnswer>(['sync', '--now', '--data', data], 3);
  const [refused] = refusing.archives[0]?.refused ?? [];
  expect(refused).toMatchObject({ clip: labelled[1]?.id, code: 'bwc.archive.conflict' });
  const order = String(refused?.order);
  const listed = await bwc(['sync', '--data', data]);
  expect(listed.stdout).toContain(`refused: ${order} ${labelled[1]?.id ?? ''} bwc.archive.conflict`);
  expect(existsSync(first ?? '')).toBe(true);
  rmSync(second ?? '');
  expect((await bwc(['sync', '--again', order, '--data', data])).code).toBe(2);
  await bwcJson(['sync', '--again', order, '--reason', '已移走别的文件', '--data', data]);
  expect((await bwc(['sync', '--again', order, '--reason', '再来一次', '--data', data])).code).not.toBe(0);

  const { archives } = await bwcJson<SyncAnswer>(['sync', '--now', '--data', data]);
  expect(archives).toMatchObject([
    { target: 'bureau', done: { contents: { orders: 2 } }, waiting: NOTHING, refused: [], oldestWaiting: null },
  ]);
  const list = labelled.map((c) => `${c.sha256}  ${keyOf(c.sha256)}\n`);
  const summed = execFileSync('sha256sum', ['-c'], { cwd: share, input: list.join(''), encoding: 'utf8' });
  expect(summed.match(/OK/g)).toHaveLength(2);
  // Fails where anything does not hold.
  const checked = execFileSync('python3', [VERIFY, '--json', '--key', join(data, 'station.pub'), share], {
    encoding: 'utf8',
  });
  expect(checked).toContain('"originals": 2');
  const archived = await eventsOf(data, '--kind', 'clip.archived');
  expect(archived.map((e) => e.clipId).sort()).toEqual(labelled.map((c) => c.id).sort());

  const text = await bwc(['sync', '--data', data]);
  expect(text.stdout).toMatch(/archived 2 files .*waiting 0 files/);
  expect(text.stdout).toMatch(/kept from the archive: label \(1 clips\)/);
  expect(await daemon.stop()).toBe(0);
  await verify(data);
  expect((await bwc(['sync', '--now', '--data', data])).code).toBe(5);
});
