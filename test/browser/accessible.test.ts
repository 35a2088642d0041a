/** What axe-core says of every page, and how long the first one takes. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beyond, serious } from './support/axe.js';
import { holds, openPage, type WatchedPage } from './support/chromium.js';
import { openDockedStation, type DockedStation } from './support/docked-station.js';
import { ADMINISTRATOR, CUSTODIAN, type TestPerson } from './support/people.js';
import { setRecords, setScene } from './support/scene.js';
import { hangWall, SHOTS, type Shot } from './support/shots.js';

let at: DockedStation;
let pages: ReadonlyMap<TestPerson, WatchedPage>;

beforeAll(async () => {
  at = await openDockedStation([CUSTODIAN, ADMINISTRATOR]);
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
