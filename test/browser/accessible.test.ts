/** What axe-core says of every page, and how long the first one takes. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bwc } from '../e2e/support/bwc.js';
import { archiveBeside } from './support/archive.js';
import { beyond, serious } from './support/axe.js';
import { holds, openPage, type WatchedPage } from './support/chromium.js';
import { openDockedStation, type DockedStation } from './support/docked-station.js';
import { ADMINISTRATOR, CUSTODIAN, type TestPerson } from './support/people.js';
import { setRecords, setScene } from './support/scene.js';
import { hangWall, SHOTS, type Shot } from './support/shots.js';

let at: DockedStation;
let pages: ReadonlyMap<TestPerson, WatchedPage>;

beforeAll(async () => {
  at = await openDockedStation([CUSTODIAN, ADMINISTRATOR], {}, archiveBeside);
  const watched = await at.pageOf(CUSTODIAN);
  pages = new Map([
    [CUSTODIAN, watched],
    [ADMINISTRATOR, await at.pageOf(ADMINISTRATOR)],
  ]);
  await setScene(at, watched);
  await setRecords(watched, at.url);
});
afterAll(() => at.close());

const pageOf = ({ as = CUSTODIAN }: Pick<Shot, 'as'> = {}): Page => {
  const watched = pages.get(as);
  if (watched === undefined) throw new Error(`${as.name} has no page`);
  return watched.page;
};

describe('axe-core finds nothing serious', () => {
  it('at the door', async () => {
    const { page } = await openPage(at.browser);
    await page.goto(at.url);
    await page.getByRole('button', { name: '登录' }).waitFor();
    expect(await serious(page)).toEqual([]);
    await page.context().close();
  });

  it.each(SHOTS)('on the page $name, which fits a screen of 1366 by 768 without scrolling sideways', async (shot) => {
    const page = pageOf(shot);
    await page.reload();
    await shot.open(page, at.url);
    for (const pixels of await beyond(page)) expect(pixels).toBeLessThanOrEqual(0);
    expect(await serious(page)).toEqual([]);
  });

  it('on a screen that is left as a wall', async () => {
    const { page } = await openPage(at.browser);
    await hangWall(page, at.url);
    expect(await serious(page)).toEqual([]);
    await page.context().close();
  });
});

it('says of the station how archive, backups, erasing and clearing are, and what is found of it as a whole', async () => {
  const page = pageOf();
  const strange = join(at.station.data, 'originals', '来历<b>不明.mp4');
  await writeFile(strange, 'x');
  expect((await bwc(['verify', '--data', at.station.data])).code).not.toBe(0);
  for (const width of [1366, 800]) {
    await page.setViewportSize({ width, height: 768 });
    await page.goto(`${at.url}#/station`);
    await page.reload();
    const archive = page.getByRole('region', { name: 'bureau' });
    await archive.getByText(/^可以入档/).waitFor();
    await archive.getByText('没有等待入档的资料').waitFor();
    await page.getByText('无人授权：任何设备都不清除。').waitFor();
    await page.getByText(/^没有配置恢复密钥/).waitFor();
    await page.getByRole('heading', { name: '清理本机磁盘' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: '来历<b>不明.mp4' });
    await row.getByText('整个工作站').waitFor();
    await row.getByText(/来源须查明/).waitFor();
    for (const pixels of await beyond(page)) expect(pixels).toBeLessThanOrEqual(0);
    expect(await serious(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  await rm(strange);
  expect((await bwc(['verify', '--data', at.station.data])).code).toBe(0);
  await page.reload();
  await page.getByRole('region', { name: '核验发现且未消除的问题' }).getByText('没有。').waitFor();
});

it('plays the clip beside the form, and moves in it by keyboard', async () => {
  const page = pageOf();
  await page.reload();
  await SHOTS.find(({ name }) => name === 'label')?.open(page, at.url);
  await page.keyboard.press('Space');
  await holds(page, "document.querySelector('video').currentTime > 0");
  await page.keyboard.press('ArrowRight');
  await holds(page, "document.querySelector('video').currentTime >= 1.5");
  await page.keyboard.press(',');
  await holds(page, "document.querySelector('video').paused");
});

it('asked nobody but the station, and nothing went wrong in the pages', () => {
  for (const { asked, errors } of pages.values()) {
    expect(asked.filter((url) => !url.startsWith(at.url))).toEqual([]);
    expect(errors).toEqual([]);
  }
});
