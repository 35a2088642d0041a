/** What axe-core says of every page, and how long the first one takes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holds, openPage, type WatchedPage } from './support/chromium.js';
import { openDockedStation, type DockedStation } from './support/docked-station.js';
import { CUSTODIAN } from './support/people.js';
import { setScene } from './support/scene.js';
import { SHOTS } from './support/shots.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function serious(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

let at: DockedStation;
let watched: WatchedPage;

beforeAll(async () => {
  at = await openDockedStation([CUSTODIAN]);
  watched = await at.pageOf(CUSTODIAN);
  await setScene(at, watched);
});
afterAll(() => at.close());

describe('axe-core finds nothing serious', () => {
  it('at the door', async () => {
    const { page } = await openPage(at.browser);
    await page.goto(at.url);
    await page.getByRole('button', { name: '登录' }).waitFor();
    expect(await serious(page)).toEqual([]);
    await page.context().close();
  });

  it.each(SHOTS)('on the page $name', async ({ open }) => {
    await open(watched.page, at.url);
    expect(await serious(watched.page)).toEqual([]);
  });
});

it('plays the clip beside the form, and moves in it by keyboard', async () => {
  const { page } = watched;
  await page.reload();
  await SHOTS.find(({ name }) => name === 'label')?.open(page, at.url);
  await page.keyboard.press('Space');
  await holds(page, "document.querySelector('video').currentTime > 0");
  await page.keyboard.press('ArrowRight');
  await holds(page, "document.querySelector('video').currentTime >= 1.5");
  await page.keyboard.press(',');
  await holds(page, "document.querySelector('video').paused");
});

it('fits a screen of 1366 by 768 without scrolling sideways', async () => {
  for (const { open } of SHOTS) {
    await open(watched.page, at.url);
    const [wide, room] = await watched.page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, innerWidth]',
    );
    expect(wide).toBeLessThanOrEqual(room);
    const [inside, seen] = await watched.page.evaluate<[number, number]>(
      '(() => { const e = document.getElementById("page"); return [e.scrollWidth, e.clientWidth]; })()',
    );
    expect(inside).toBeLessThanOrEqual(seen);
  }
});

it('asked nobody but the station, and nothing went wrong in the pages', () => {
  expect(watched.asked.filter((url) => !url.startsWith(at.url))).toEqual([]);
  expect(watched.errors).toEqual([]);
});
