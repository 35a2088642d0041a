/** Every step of `bwc restore` as the moment at which it is killed. */
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventView } from '../../src/store/repositories/custody-entries.js';
import { ordinaryClip } from '../records/disposal/support.js';
import { SyncedStation } from '../station/restore/support.js';
import { bwc } from './support/bwc.js';
import { killAtSteps } from './support/kill-steps.js';
import { need } from './support/need.js';
import { contentsOf, originalsIn } from './support/oracle.js';
import { Scratch } from './support/scratch.js';

let scratch: Scratch;
beforeAll(() => {
  need('strace');
  scratch = new Scratch('restore');
});
afterAll(() => {
  scratch.remove();
});

it('killed at any step, the same restore goes on and ends whole, and no half of a station is taken for one', async () => {
  const station = await SyncedStation.open();
  const clips = [await ordinaryClip(station.onRecord), await ordinaryClip(station.onRecord)];
  await station.sync();
  const wanted = clips.map((id) => station.store.clips.get(id)?.sha256 ?? '').sort();
  const { stationId } = station.store.marker;
  const base = scratch.folder('base');
  cpSync(station.archive, join(base, 'archive'), { recursive: true });
  writeFileSync(join(base, 'paper'), station.pair.secretText);
  // Where a statement is made, it is the only thing that is new at the archive.
  const others = ['originals', 'records', 'checkpoints', 'backups', 'backup-pieces', 'stations'];
  const archived = async (world: string): Promise<string> =>
    (await Promise.all(others.map((name) => contentsOf(join(world, 'archive', name))))).flat().sort().join();
  const before = await archived(base);

  const argv = (world: string): string[] => [
    ...['restore', join(world, 'archive'), '--recovery-key', join(world, 'paper')],
    ...['--data', join(world, '新 站'), '--json'],
  ];
  const examine = async (world: string): Promise<string[]> => {
    const data = join(world, '新 站');
    const wrong: string[] = [];
    const isStation = existsSync(join(data, 'station.json'));
    const isOver = isStation && !existsSync(join(data, 'restore.json'));
    if (isStation) {
      const verified = await bwc('verify', '--data', data, '--json');
      if (verified.code !== 0) wrong.push(`it looks like a station, and verify ends with ${String(verified.code)}`);
    }
    const again = await bwc(...argv(world));
    if (again.code !== (isOver ? 1 : 0)) return [`begun anew it ended with ${String(again.code)}: ${again.err}`];
    if (isOver && !again.err.includes('bwc.restore.not_empty'))
      wrong.push(`what is whole is not left alone: ${again.err}`);
    const verified = await bwc('verify', '--data', data, '--json');
    if (verified.code !== 0) wrong.push(`verify ended with ${String(verified.code)}: ${verified.out}`);
    const has = [...(await originalsIn(data)).values()].map(({ sha256 }) => sha256).sort();
    if (has.join() !== wanted.join()) wrong.push('other originals than the station had');
    const { out } = await bwc('events', '--kind', 'station.restored', '--json', '--data', data);
    if ((JSON.parse(out) as EventView[]).length !== 1) wrong.push(`it came back other than once: ${out}`);
    const said = readdirSync(join(world, 'archive', 'restores', stationId));
    if (said.length !== 1) wrong.push(`the archive was told ${said.join(' ')}`);
    if ((await archived(world)) !== before) wrong.push('something else at the archive changed');
    return wrong;
  };
  expect(await killAtSteps(scratch, { name: 'restore', base, argv, sampled: 6, examine })).toEqual([]);
});
