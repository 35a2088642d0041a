/** 采集: what a custodian sees while cameras are read, in Chromium, against the daemon. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card, media, noise } from '../e2e/support/cards.js';
import { openPage, type WatchedPage } from './support/chromium.js';
import { openDockedStation, type DockedStation } from './support/docked-station.js';

const KIB = 1024;
/** A card slow enough to be watched. */
const slow = (bytesPerSecond: number) => [{ kind: 'slow', bytesPerSecond } as const];

let at: DockedStation;
let watched: WatchedPage;

beforeAll(async () => {
  at = await openDockedStation();
  watched = await openPage(at.browser);
  await watched.page.goto(at.url);
});
afterAll(() => at.close());

const slot = (name: string) => watched.page.getByRole('article', { name });

describe('the dock wall', () => {
  it('says that no camera is docked', async () => {
    await watched.page.getByText('没有插入执法记录仪').waitFor();
  });

  it('shows a camera from docking to safe to remove, and empties its slot when it is taken out', async () => {
    const { page } = watched;
    const camera = await card(at.station.shelf, {
      serial: 'ZFY0007',
      name: 'A1',
      officerNo: '350214',
      officerName: '林晓',
      faults: slow(150 * KIB),
      files: [
        { content: noise(100 * KIB, 'a') },
        { content: noise(200 * KIB, 'b') },
        { content: media('photo.jpg'), kind: 'photo' },
      ],
    });
    await camera.plug(at.station.dock);
    await slot('A1').getByText('采集中').waitFor();
    expect(await slot('A1').getByText('可以取下').count()).toBe(0);
    await slot('A1').getByText('请勿取下').waitFor();
    await slot('A1').getByText('林晓 350214').waitFor();
    await slot('A1').getByText(/\/s$/).waitFor();
    await slot('A1').getByText('可以取下').waitFor();
    expect(await slot('A1').getByText('3 / 3 段').count()).toBe(1);
    expect(await slot('A1').textContent()).toContain(
      '设备 3 段 / 新入库 3 段 / 已有 0 段 / 未封口 0 / 失败 0 / 未采 0',
    );
    await camera.unplug();
    await page.getByText('没有插入执法记录仪').waitFor();
  });
});

it('asked nobody but the station, and nothing went wrong in the page', () => {
  expect(watched.asked.filter((url) => !url.startsWith(at.url))).toEqual([]);
  expect(watched.errors).toEqual([]);
});
