/** 检索, in Chromium, against the daemon: by two characters, by day, page by page, within what a person may see. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addMs, localDay } from '../../src/domain/time.js';
import type { ClipView } from '../../src/web/api-types.js';
import { card, noise } from '../e2e/support/cards.js';
import { readXlsx } from '../station/exports/support.js';
import type { WatchedPage } from './support/chromium.js';
import { openDockedStation, TEST_PASSWORD, type DockedStation } from './support/docked-station.js';
import { CUSTODIAN, OFFICER } from './support/people.js';
import { recently } from './support/recently.js';

/** More than a page of results. */
const CLIPS = 60;
const BEGAN = recently(40);

let at: DockedStation;
let watched: WatchedPage;
let clips: readonly ClipView[];

beforeAll(async () => {
  at = await openDockedStation([CUSTODIAN, OFFICER]);
  watched = await at.pageOf(CUSTODIAN);
  const camera = await card(at.station.shelf, {
    serial: 'ZFY0040',
    officerNo: '350299',
    files: Array.from({ length: CLIPS }, (_, i) => ({
      content: noise(1000, `clip ${String(i)}`),
      startedAt: addMs(BEGAN, i * 240_000),
    })),
  });
  await camera.plug(at.station.dock);
  await at.daemon().event('closed');
  await at.described(watched);
  const answer = await watched.page.request.get(`${at.url}api/clips?limit=100&sort=start`);
  clips = (await answer.json()) as ClipView[];
  const label = { clips: clips.slice(0, 3).map((c) => c.id), fields: { party: '鼓浪小吃店', address: '中山路一号' } };
  const put = await watched.page.request.post(`${at.url}api/acts/label.put`, { data: { input: label } });
  if (!put.ok()) throw new Error(await put.text());
});
afterAll(() => at.close());

const rows = () => watched.page.locator('.search tbody tr[data-row-key]');
const openSearch = async (): Promise<void> => {
  await watched.page.goto(`${at.url}#/search`);
  await rows().first().waitFor();
};
const search = () => watched.page.getByRole('search').getByRole('button', { name: '检索' }).click();
const found = (text: string) => watched.page.getByRole('status').getByText(text, { exact: true }).waitFor();

it('turns the pages of everything there is', async () => {
  const { page } = watched;
  await openSearch();
  await found(`共 ${String(CLIPS)} 段`);
  expect(await rows().count()).toBe(50);
  await page.getByRole('button', { name: '下一页' }).click();
  await page.getByText('第 2 页').waitFor();
  await rows().nth(10).waitFor({ state: 'detached' });
  expect(await rows().count()).toBe(CLIPS - 50);
  expect(await page.getByRole('button', { name: '下一页' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: '上一页' }).click();
  await rows().nth(49).waitFor();
});

it('finds by two characters in the middle of a name, and leads to the clip', async () => {
  const { page } = watched;
  await openSearch();
  await page.getByLabel('任意文字').fill('小吃');
  await search();
  await found('共 3 段');
  await page.getByLabel('任意文字').fill('');
  await page.getByLabel('当事人').fill('鼓浪');
  await page.getByLabel('地点').fill('中山');
  await search();
  await found('共 3 段');
  await rows().first().getByRole('link').click();
  await page.getByRole('region', { name: '三个时钟' }).waitFor();
  await page.goBack();
  await found('共 3 段');
  expect(await page.getByLabel('当事人').inputValue()).toBe('鼓浪');
});

it('suggests what there is to be found, for the keyboard, and asks nothing of an empty word', async () => {
  const { page, asked } = watched;
  await openSearch();
  const suggesting = (): number => asked.filter((u) => u.endsWith('/search.suggest')).length;
  const before = suggesting();
  await page.getByLabel('当事人').focus();
  await page.getByLabel('地点').focus();
  await page.getByLabel('地点').fill('   ');
  await page.getByLabel('当事人').fill('鼓');
  const options = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option');
  await options.getByText('鼓浪小吃店').waitFor();
  expect(suggesting()).toBe(before + 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await page.getByLabel('当事人').inputValue()).toBe('鼓浪小吃店');
  expect(page.url()).not.toContain('party=');
  await page.getByLabel('设备').fill('zfy');
  await options.getByText('ZFY0040').waitFor();
  await page.getByLabel('执法人员').fill('3502');
  await options.getByText('350299').waitFor();
  // Nothing is chosen by itself: what was typed is what is looked for.
  await page.getByLabel('执法人员').fill('350299');
  await page.getByLabel('设备').fill('ZFY0040');
  await page.keyboard.press('Enter');
  await page.waitForURL(/party=.*officer=350299.*camera=ZFY0040/);
  await found('共 3 段');
  await page.getByLabel('当事人').fill('<img src=x onerror=alert(1)>');
  await page.keyboard.press('Enter');
  await page.getByText('没有找到。').waitFor();
});

it('says what is no day, and shows a day as a line with its gaps', async () => {
  const { page } = watched;
  await openSearch();
  await page.getByLabel('自（日期）').fill('昨天');
  await search();
  await page.getByText('请写成 2026-03-01 或 2026-03-01 08:09').waitFor();
  const day = localDay(BEGAN, 'Asia/Shanghai');
  await page.getByLabel('自（日期）').fill(day);
  await page.getByLabel('至（日期）').fill(day);
  await search();
  const line = page.getByRole('region', { name: `${day} 的时间线` });
  await line.getByText('ZFY0040').waitFor();
  await line.getByText(/间断 \d+ 处/).waitFor();
});

it('keeps a search under a name and takes it up again', async () => {
  const { page } = watched;
  await openSearch();
  await page.getByLabel('当事人').fill('鼓浪');
  await search();
  await found('共 3 段');
  await page.getByLabel('给这次检索起个名字').fill('小吃店');
  await page.getByRole('button', { name: '保存检索' }).click();
  await page.getByRole('link', { name: '小吃店' }).waitFor();
  await page.getByRole('button', { name: '清空' }).click();
  await found(`共 ${String(CLIPS)} 段`);
  await page.getByRole('link', { name: '小吃店' }).click();
  await found('共 3 段');
  await page.getByRole('button', { name: '删除 小吃店' }).click();
  await page.getByRole('link', { name: '小吃店' }).waitFor({ state: 'detached' });
});

it('keeps days that are told from today as that, and says which searches are fixed', async () => {
  const { page } = watched;
  await openSearch();
  await page.getByLabel('日期范围').click();
  await page.getByTitle('最近 7 天').click();
  expect(await page.getByLabel('自（日期）').isDisabled()).toBe(true);
  await search();
  await found(`共 ${String(CLIPS)} 段`);
  const keep = async (name: string): Promise<void> => {
    await page.getByLabel('给这次检索起个名字').fill(name);
    await page.getByRole('button', { name: '保存检索' }).click();
    await page.getByRole('link', { name }).waitFor();
  };
  await keep('近七天');
  await page.getByText('最近 7 天（随日历变化）').waitFor();
  const day = localDay(BEGAN, 'Asia/Shanghai');
  await page.goto(`${at.url}#/search?from=${day}`);
  await page.getByText('现在保存的是固定日期').waitFor();
  await keep('那天起');
  await page.getByText(`固定日期 ${day} 至 …`).waitFor();
  const answer = await page.request.post(`${at.url}api/questions/filter.list`, { data: { input: {} } });
  const kept = (await answer.json()) as readonly { readonly name: string; readonly filter: object }[];
  expect(kept.find(({ name }) => name === '近七天')?.filter).toEqual({ within: 'last7Days' });
});

it('takes what was found along for a spreadsheet, and that is on record', async () => {
  const { page } = watched;
  await page.goto(`${at.url}#/search?party=${encodeURIComponent('鼓浪')}&sort=start`);
  await found('共 3 段');
  for (const format of ['csv', 'xlsx'] as const) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `导出 ${format.toUpperCase()}` }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(new RegExp(`^clips-\\d{4}-\\d{2}-\\d{2}\\.${format}$`));
    const bytes = await readFile(await file.path());
    const table = format === 'xlsx' ? await readXlsx(bytes) : bytes.toString().trim().split('\r\n');
    expect(table).toHaveLength(4);
  }
  const answer = await page.request.get(`${at.url}api/events?kind=list.exported&limit=9&newestFirst=true`);
  const entries = (await answer.json()) as readonly { readonly body: { readonly rows: number } }[];
  expect(entries.map(({ body }) => body.rows)).toEqual([3, 3]);
});

it('is filled in, sent and turned with the keyboard alone', async () => {
  const { page } = watched;
  await openSearch();
  await page.getByLabel('任意文字').focus();
  await page.keyboard.type('小吃');
  await page.keyboard.press('Enter');
  await found('共 3 段');
  await page.getByLabel('排序').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('search').getByRole('button', { name: '检索' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/sort=/);
  await rows().first().getByRole('link').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: '三个时钟' }).waitFor();
});

it('finds nothing of others for an officer', async () => {
  const other = await at.pageOf(OFFICER);
  await other.page.goto(`${at.url}#/search`);
  await other.page.getByText('没有找到。').waitFor();
  expect(await other.page.getByRole('button', { name: /导出/ }).count()).toBe(0);
  await other.page.context().close();
});

it('keeps what was filled in when the session is revoked under the page', async () => {
  const { page } = watched;
  await openSearch();
  await page.getByLabel('当事人').fill('鼓浪');
  // In one go: the page may find out by itself, and then stands behind the door.
  await page.evaluate(
    "fetch('/api/session', { method: 'DELETE' }).then(() => document.querySelector('.searchForm [type=submit]').click())",
  );
  const door = page.getByRole('dialog', { name: '登录已过期' });
  await door.getByLabel('密码').fill(TEST_PASSWORD);
  await door.getByRole('button', { name: '登录' }).click();
  await door.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '再试一次' }).first().click();
  await rows().nth(2).waitFor();
  expect(await page.getByLabel('当事人').inputValue()).toBe('鼓浪');
});

it('asked nobody but the station, and nothing went wrong in the page', () => {
  expect(watched.asked.filter((url) => !url.startsWith(at.url))).toEqual([]);
  expect(watched.errors).toEqual([]);
});
