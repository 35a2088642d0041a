/** 标注 of goods and of documents served, in Chromium, under a rulebook that asks for both. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClipView } from '../../src/web/api-types.js';
import { card, noise } from '../e2e/support/cards.js';
import { beyond, serious } from './support/axe.js';
import type { WatchedPage } from './support/chromium.js';
import { openDockedStation, type DockedStation } from './support/docked-station.js';
import { CUSTODIAN } from './support/people.js';
import { recently } from './support/recently.js';

let at: DockedStation;
let watched: WatchedPage;

beforeAll(async () => {
  at = await openDockedStation([CUSTODIAN], { rulebook: '"siping-tiedong-2020"' });
  watched = await at.pageOf(CUSTODIAN);
  const camera = await card(at.station.shelf, {
    serial: 'ZFY0020',
    files: [
      { content: noise(2000, 'one'), startedAt: recently(3) },
      { content: noise(2000, 'two'), startedAt: recently(2) },
    ],
  });
  await camera.plug(at.station.dock);
  await at.daemon().event('closed');
  await at.described(watched);
});
afterAll(() => at.close());

const clipIds = async (): Promise<string[]> => {
  const answer = await watched.page.request.get(`${at.url}api/clips?limit=9&sort=start`);
  return ((await answer.json()) as ClipView[]).map((clip) => clip.id);
};

it('SP-03, SP-04: a seized good and a service are written by keyboard, kept over a reload, and stand on the clip’s page', async () => {
  const { page } = watched;
  const [first = '', second = ''] = await clipIds();
  const { keyboard } = page;
  await page.goto(`${at.url}#/label?list=all&clip=${first}`);
  await page.getByRole('button', { name: '添加物品：扣押' }).focus();
  await keyboard.press('Enter');
  const good = page.getByRole('group', { name: '物品 1' });
  // The first part has the focus; the rest are a Tab away.
  await keyboard.type('音响<b>设备</b>');
  await keyboard.press('Tab');
  await keyboard.type('2台');
  expect(await good.getByLabel('种类 *').inputValue()).toBe('音响<b>设备</b>');
  expect(await good.getByLabel('数量 *').inputValue()).toBe('2台');
  expect(await good.getByText('主要特征').getAttribute('title')).toMatch(/^第九条：“.*种类、数量及主要特征”$/);
  await page.getByRole('button', { name: '添加送达：公告送达' }).focus();
  await keyboard.press('Enter');
  await keyboard.type('催告书');
  // One too many goes as it came.
  await page.getByRole('button', { name: '添加物品：罚没' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('button', { name: '移除物品 2' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('group', { name: '物品 2' }).waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.id')).toBe('add-goods');
  expect(await serious(page)).toEqual([]);
  expect(await beyond(page)).toEqual([0, 0]);
  await page.reload();
  expect(await good.getByLabel('种类 *').inputValue()).toBe('音响<b>设备</b>');
  await good.getByLabel('种类 *').focus();
  await keyboard.press('Control+Enter');
  await page.getByText(/物品 1 未注明：主要特征（第九条）；送达 1 未注明：地址（第九条）/).waitFor();

  // The next clip has no goods until somebody asks for those of the one before.
  await page.goto(`${at.url}#/label?list=all&clip=${second}`);
  // The form of the first one, which has a service, is gone; until there is another, the button is not to be pressed.
  await page.getByRole('group', { name: '送达 1' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '同上一条（C）' }).click();
  await page.getByRole('group', { name: '送达 1' }).waitFor();
  expect(await good.count()).toBe(0);
  await page.getByRole('button', { name: '照抄上一条的物品' }).click();
  await good.waitFor();
  await page.getByRole('button', { name: '放弃修改' }).click();
  await good.waitFor({ state: 'detached' });

  await page.goto(`${at.url}#/clips/${first}`);
  const label = page.getByRole('region', { name: '标注' });
  await label.getByText('扣押：种类 音响<b>设备</b>，数量 2台').first().waitFor();
  await label.getByText('公告送达：送达文书 催告书').first().waitFor();
  await label.getByText('物品 1 未注明：主要特征（第九条）').waitFor();
  expect(await serious(page)).toEqual([]);
});

it('shows goods that two people wrote at once beside each other, and says what a bulk replaces', async () => {
  const { page } = watched;
  const [first = ''] = await clipIds();
  await page.goto(`${at.url}#/label?list=all&clip=${first}`);
  const amount = page.getByRole('group', { name: '物品 1' }).getByLabel('数量 *');
  await amount.fill('3台');
  const goods = [{ measure: 'seized', kind: '炉具' }];
  const data = { input: { clips: [first], goods } };
  const answer = await page.request.post(`${at.url}api/acts/label.put`, { data });
  expect(answer.ok()).toBe(true);
  await amount.press('Control+Enter');
  const both = page.getByRole('alert').filter({ hasText: '已保存这一段的标注' });
  await both.getByRole('row', { name: /扣押：种类 炉具.*数量 3台/ }).waitFor();
  await both.getByRole('button', { name: '采用已保存的' }).first().click();
  expect(await page.getByRole('group', { name: '物品 1' }).getByLabel('种类 *').inputValue()).toBe('炉具');
  await page.getByRole('option', { selected: false }).click({ modifiers: ['Shift'] });
  await page.getByText('将标注 2 段').waitFor();
  await page.getByRole('button', { name: '添加物品：罚没' }).click();
  await page.getByText('这里的物品将记入所选的 2 段').waitFor();
  expect(watched.errors).toEqual([]);
});
