/** 待办 for who sees deadlines and no footage, in Chromium, against the daemon. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDockedStation, type DockedStation } from './support/docked-station.js';
import { AUDITOR } from './support/people.js';

let at: DockedStation;

beforeAll(async () => {
  at = await openDockedStation([AUDITOR]);
});
afterAll(() => at.close());

it('asks nothing that an auditor may not ask', async () => {
  const { page } = await at.pageOf(AUDITOR);
  const refused: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() === 403) refused.push(answer.url());
  });
  // What the address asks for and the role may not see is the first list.
  await page.goto(`${at.url}#/due?list=interruptions`);
  await page.getByRole('heading', { name: '待办' }).waitFor();
  await page.locator('.due .ant-table').waitFor();
  const lists = page.getByRole('navigation', { name: '待办清单' }).getByRole('link');
  expect(await lists.count()).toBe(4);
  expect(refused).toEqual([]);
});
