/** The door: the first administrator, leaving, coming back, and a session that ends while a page is open. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage, type WatchedPage } from './support/chromium.js';
import { openDockedStation, TEST_PASSWORD, type DockedStation } from './support/docked-station.js';

let at: DockedStation;
let watched: WatchedPage;

beforeAll(async () => {
  at = await openDockedStation([]);
  watched = await openPage(at.browser);
});
afterAll(() => at.close());

it('makes the first administrator with the code of bwc init, and nobody without it', async () => {
  const { page } = watched;
  await page.goto(at.url);
  await page.getByRole('heading', { name: '第一位管理员' }).waitFor();
  const fill = async (code: string): Promise<void> => {
    await page.getByLabel('一次性代码').fill(code);
    await page.getByLabel('姓名').fill('陈站长');
    await page.getByLabel('登录名').fill('chen');
    await page.getByLabel('新密码', { exact: true }).fill(TEST_PASSWORD);
    await page.getByLabel('再输一次新密码').fill(TEST_PASSWORD);
    await page.getByRole('button', { name: '设置密码并登录' }).click();
  };
  await fill('AAAA-BBBB-CCCC-DDDD-EEEE');
  await page.getByText('编号 bwc.access.code').waitFor();
  await fill(at.station.firstCode);
  await page.getByRole('heading', { name: '采集' }).waitFor();
  await page.getByRole('button', { name: '陈站长' }).click();
  await page.getByText('管理员').waitFor();
});

it('lets people out and in again, in either language', async () => {
  const { page } = watched;
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Login').fill('chen');
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Code bwc.access.credentials').waitFor();
  await page.getByLabel('Password').fill(TEST_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Dock', exact: true }).waitFor();
});

it('asks for the password again when the session ends under an open page, and goes on where it was', async () => {
  const { page } = watched;
  await page.getByRole('button', { name: 'Large type' }).click();
  await page.request.delete(`${at.url}api/session`);
  await page.getByRole('dialog', { name: 'The session is over' }).waitFor();
  await page.getByRole('dialog').getByLabel('Password').fill(TEST_PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Leave large type' }).waitFor();
});

it('asked nobody but the station, and nothing went wrong in the page', () => {
  expect(watched.asked.filter((url) => !url.startsWith(at.url))).toEqual([]);
  expect(watched.errors).toEqual([]);
});
