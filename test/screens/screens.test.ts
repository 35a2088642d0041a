/** `npm run screenshots`: every page in both languages, as docs/screens/<language>-<page>.png. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { archiveBeside } from '../browser/support/archive.js';
import { openPage } from '../browser/support/chromium.js';
import { openDockedStation, TEST_PASSWORD, type DockedStation } from '../browser/support/docked-station.js';
import { ADMINISTRATOR, CUSTODIAN } from '../browser/support/people.js';
import { setRecords, setScene } from '../browser/support/scene.js';
import { hangWall, SHOTS } from '../browser/support/shots.js';

const OUT = fileURLToPath(new URL('../../docs/screens/', import.meta.url));

let at: DockedStation;

beforeAll(async () => {
  mkdirSync(OUT, { recursive: true });
  at = await openDockedStation([CUSTODIAN, ADMINISTRATOR], {}, archiveBeside);
  const watched = await at.pageOf(CUSTODIAN);
  await setScene(at, watched);
  await setRecords(watched, at.url);
  await (await at.pageOf(ADMINISTRATOR)).page.context().close();
  await watched.page.context().close();
});
afterAll(() => at.close());

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  it('writes a picture of every page', async () => {
    const { page } = await openPage(at.browser, language);
    const write = (name: string): Promise<unknown> => page.screenshot({ path: `${OUT}${language}-${name}.png` });
    await page.goto(at.url);
    await page.locator('.door form').waitFor();
    await write('sign-in');
    let self = '';
    for (const { name, open, as: { login } = CUSTODIAN } of SHOTS) {
      if (login !== self) await page.request.post(`${at.url}api/session`, { data: { login, password: TEST_PASSWORD } });
      self = login;
      await page.reload();
      await open(page, at.url);
      await write(name);
    }
    await hangWall(page, at.url);
    await write('wall');
    await page.context().close();
  });
});
