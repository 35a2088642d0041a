/** Footage leaves a camera: what the station and the card say of it, and what is left when everything is killed on the way. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ErasePlan } from '../../../src/domain/erase.js';
import { bwc, bwcJson } from '../support/bwc.js';
import { card, noise } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, configure, eventsOf, newStation, sha256Of, verify, type TestStation } from '../support/station.js';
import type { VisitDetail } from '../../../src/web/api.js';

const DIST = fileURLToPath(new URL('../../../dist/device/', import.meta.url));

/**
 * Takes folders for cards that are mounted writable, on a file system that tells what is locked. Where a file `kill` lies beside
 * the dock, the daemon and this process are killed at the place it names, once.
 */
const driverOf = (kill: string): string => `
import { existsSync, readFileSync, unlinkSync } from 'node:fs';
import { nodeEraser } from '${DIST}volume/eraser.js';
import { createVolumeDriver } from '${DIST}volume/volume-driver.js';

const die = (where) => {
  if (!existsSync('${kill}') || readFileSync('${kill}', 'utf8') !== where) return;
  unlinkSync('${kill}');
  process.kill(process.ppid, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
};
const erase = {
  unlinkAt: async (folder, name) => {
    die('before');
    await nodeEraser.unlinkAt(folder, name);
    die('unlinked');
  },
  sync: async (folder) => {
    await nodeEraser.sync(folder);
    die('synced');
  },
};
const volume = createVolumeDriver({ erase });
export const driver = {
  id: 'writable',
  recognise: async (candidate) => {
    const found = await volume.recognise(candidate);
    return found.recognised ? { ...found, specificity: found.specificity + 500 } : found;
  },
  open: (candidate, profile) => volume.open({ ...candidate, fileSystem: 'vfat', readOnly: false }, profile),
};
`;

const NAMES = ['VIDEO/执法 1.MP4', 'VIDEO/$(rm -rf ~)2.MP4', 'VIDEO/3.MP4'];

async function stationThatErases(policy: string) {
  const station = await newStation();
  const kill = join(station.dir, 'kill');
  const driver = join(station.dir, 'writable.mjs');
  writeFileSync(driver, driverOf(kill));
  configure(station.data, {
    extra_drivers: JSON.stringify([driver]),
    policy: JSON.stringify(policy),
    authorised_by: '"李明"',
    authorised_on: '"2024-01-01"',
  });
  const camera = await card(station.shelf, {
    serial: 'S1',
    files: [
      ...NAMES.map((path) => ({ path, content: noise(200_000, path) })),
      { path: 'VIDEO/3.NMEA', content: Buffer.from('$GPRMC\n') },
    ],
  });
  return { station, kill, camera };
}

const videosOn = (dock: string): string[] => {
  const [folder] = readdirSync(dock).filter((name) => !name.includes('.json'));
  return folder === undefined ? [] : readdirSync(join(dock, folder, 'VIDEO')).sort();
};

async function keptWhole({ data }: TestStation): Promise<void> {
  const clips = await clipsOf(data);
  expect(clips).toHaveLength(NAMES.length);
  for (const clip of clips) expect(sha256Of(join(data, clip.storedPath))).toBe(clip.sha256);
  expect((await verify(data)).findings).toEqual([]);
}

describe('erasing from a camera', () => {
  it('takes off what is stored and read back, and says so on the card, the command line and in the log', async () => {
    const { station, camera } = await stationThatErases('afterVerified');
    const daemon = await startDaemon(station.data);
    await camera.plug(station.dock);
    const { visit } = await daemon.event('closed');
    expect(daemon.events.map((e) => e.type)).toContain('erasing');
    expect(videosOn(station.dock)).toEqual([]);
    const detail = await bwcJson<VisitDetail>(['visits', visit, '--data', station.data]);
    expect(detail.visit).toMatchObject({ outcome: 'complete', erased: { erased: 4, left: 0, failed: 0 } });
    const [clip] = await clipsOf(station.data);
    const shown = await bwc(['show', clip?.id ?? '', '--data', station.data, '--lang', 'zh']);
    expect(shown.stdout).toContain('已清除（授权 李明，2024-01-01）');
    expect(await daemon.stop()).toBe(0);
    await keptWhole(station);
  });

  it('takes off nothing before the archive has it: the list says what is lacking', async () => {
    const { station, camera } = await stationThatErases('afterArchived');
    const daemon = await startDaemon(station.data);
    await camera.plug(station.dock);
    const { visit } = await daemon.event('closed');
    expect(videosOn(station.dock)).toHaveLength(4);
    const { cameras } = await bwcJson<{ cameras: ErasePlan[] }>(['erase', '--dry-run', '--data', station.data]);
    expect(cameras).toMatchObject([{ camera: 'S1', policy: 'afterArchived', authorised: { by: '李明' } }]);
    expect(cameras[0]?.files.map((f) => f.bar?.what)).toEqual(['notArchived', 'notArchived', 'notArchived']);
    const listed = await bwc(['erase', '--dry-run', '--data', station.data, '--lang', 'zh']);
    expect(listed.stdout).toContain('尚未入局档案（未配置局档案）');
    const detail = await bwcJson<VisitDetail>(['visits', visit, '--data', station.data]);
    expect(detail.visit.erased).toMatchObject({ erased: 0, left: 3 });
    expect(await daemon.stop()).toBe(0);
    await keptWhole(station);
  });

  it.each(['before', 'unlinked', 'synced'])(
    'killed %s: nothing is lost, nothing is asked for twice unseen, and the log says what the card shows',
    async (where) => {
      const { station, kill, camera } = await stationThatErases('afterVerified');
      writeFileSync(kill, where);
      const first = await startDaemon(station.data);
      await camera.plug(station.dock);
      await first.exited();
      expect(existsSync(kill)).toBe(false);
      const left = videosOn(station.dock);
      expect(left).toHaveLength(where === 'before' ? 4 : 3);
      const second = await startDaemon(station.data);
      await second.event('closed');
      expect(videosOn(station.dock)).toEqual([]);
      expect(await second.stop()).toBe(0);
      await keptWhole(station);
      const settled = await eventsOf(station.data, '--kind', 'clip.erase_settled');
      expect(settled.map((e) => e.body['outcome'])).toEqual([where === 'before' ? 'still_there' : 'gone']);
      const begun = await eventsOf(station.data, '--kind', 'clip.erase_begun');
      expect(begun).toHaveLength(where === 'before' ? 5 : 4);
    },
  );

  it('does not start with an authorisation of a day that is yet to come', async () => {
    const { data } = await newStation();
    configure(data, { authorised_by: '"李明"', authorised_on: '"2999-01-01"' });
    const { code, stderr } = await bwc(['start', '--data', data]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('erase.authorised_on') as string]);
  });
});
