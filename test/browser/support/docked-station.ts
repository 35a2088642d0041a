/** A daemon with virtual cameras, its page, and a browser: shared by the checks of a file. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { StationStatus } from '../../../src/web/status.js';
import { spawnDaemon, until, type TestDaemon } from '../../e2e/support/daemon.js';
import { configure, newStation, type Settings, type TestStation } from '../../e2e/support/station.js';
import { openBrowser, openPage, type WatchedPage } from './chromium.js';
import { putPeople, type TestPerson } from './people.js';

export interface DockedStation {
  readonly station: TestStation;
  /** A drop folder. */
  readonly phones: string;
  readonly browser: Browser;
  /** Of the page, with `/` at the end; the same after a restart. */
  readonly url: string;
  /** A page of this person, signed in for the first time. */
  readonly pageOf: (person: TestPerson, language?: 'zh' | 'en') => Promise<WatchedPage>;
  /** Resolves when every stored clip was looked into. @param as somebody who may ask */
  readonly described: (as: WatchedPage) => Promise<void>;
  readonly daemon: () => TestDaemon;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const TEST_PASSWORD = '今天天气不错我们去巡街吧';

/**
 * @param people on record from the beginning; without anybody the page asks for the first code
 * @param extra more of the configuration, of what it makes in the folder
 */
export async function openDockedStation(
  people: readonly TestPerson[],
  settings: Settings = {},
  extra: (dir: string) => Promise<string> = () => Promise.resolve(''),
): Promise<DockedStation> {
  const dir = await mkdtemp(join(tmpdir(), 'bwc-ui-'));
  const phones = join(dir, 'phones');
  await mkdir(phones);
  const drop = `[[drop_folder]]\npath = ${JSON.stringify(phones)}\nsource = "phone"\nsettle_seconds = 0.5\n`;
  const station = await newStation(settings, `${drop}\n${await extra(dir)}`, dir);
  const codes = putPeople(station.data, people);
  let daemon = await spawnDaemon(station.data);
  const { address } = await daemon.event('ready');
  if (address === null) throw new Error('the page is not served');
  configure(station.data, { port: new URL(address).port });
  const url = new URL('/', address).href;
  const browser = await openBrowser();
  return {
    station,
    phones,
    browser,
    url,
    pageOf: async ({ login }, language) => {
      const watched = await openPage(browser, language);
      const data = { code: codes.get(login), password: TEST_PASSWORD, self: null };
      const answer = await watched.page.request.post(`${url}api/session/code`, { data });
      if (!answer.ok()) throw new Error(await answer.text());
      await watched.page.goto(url);
      return watched;
    },
    described: ({ page }) =>
      until(
        async () => ((await (await page.request.get(`${url}api/status`)).json()) as StationStatus).mediaPending === 0,
        () => 'clips are still being looked into',
      ),
    daemon: () => daemon,
    kill: () => daemon.kill(),
    start: async () => {
      daemon = await spawnDaemon(station.data);
    },
    close: async () => {
      await browser.close();
      await daemon.kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
