/** `npm run screenshots`: the form under a rulebook that asks for goods and documents served. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, it } from 'vitest';
import type { ClipView } from '../../src/web/api-types.js';
import { holds, openPage } from '../browser/support/chromium.js';
import { openDockedStation, TEST_PASSWORD, type DockedStation } from '../browser/support/docked-station.js';
import { CUSTODIAN } from '../browser/support/people.js';
import { recently } from '../browser/support/recently.js';
import { card, media } from '../e2e/support/cards.js';

const OUT = fileURLToPath(new URL('../../docs/screens/', import.meta.url));

const GOODS = [
  { measure: 'registered', number: '1', name: '移动餐车', kind: '经营工具', specification: '1.2米', quantity: '1辆' },
];
const SERVICES = [{ kind: '留置送达', document: '责令改正通知书', address: '和平区某路1号', refusal: '拒绝签收' }];

let at: DockedStation;
let clip = '';

beforeAll(async () => {
  at = await openDockedStation([CUSTODIAN], { rulebook: '"tianjin-2024"' });
  const watched = await at.pageOf(CUSTODIAN);
  const files = [{ content: media('segment-1.mp4'), startedAt: recently(3) }];
  const camera = await card(at.station.shelf, { serial: 'ZFY0007', officerNo: '350214', officerName: '林晓', files });
  await camera.plug(at.station.dock);
  await at.daemon().event('closed');
  await at.described(watched);
  const { request } = watched.page;
  const [found] = (await (await request.get(`${at.url}api/clips?limit=1`)).json()) as readonly ClipView[];
  clip = found?.id ?? '';
  const data = { input: { clips: [clip], goods: GOODS, services: SERVICES } };
  const answer = await request.post(`${at.url}api/acts/label.put`, { data });
  if (!answer.ok()) throw new Error(await answer.text());
  await watched.page.context().close();
});
afterAll(() => at.close());

it.each(['zh', 'en'] as const)('writes a picture of it in %s', async (language) => {
  const { page } = await openPage(at.browser, language);
  await page.request.post(`${at.url}api/session`, { data: { login: CUSTODIAN.login, password: TEST_PASSWORD } });
  await page.goto(`${at.url}#/label?list=all&clip=${clip}`);
  await page.locator('.details').first().waitFor();
  await page.evaluate("document.querySelector('.details').scrollIntoView()");
  await holds(page, "document.querySelector('video')?.readyState >= 2");
  await page.screenshot({ path: `${OUT}${language}-label-details.png` });
  await page.context().close();
});
