/** Every page there is, as a person comes to it: for screenshots, and to be looked at by axe. */
import type { Page } from 'playwright-core';
import { localDay } from '../../../src/domain/time.js';
import type { ClipView } from '../../../src/web/api-types.js';
import { holds } from './chromium.js';
import writeXlsxFile from 'write-excel-file/node';
import { TEST_PASSWORD } from './docked-station.js';
import { ADMINISTRATOR, CUSTODIAN, type TestPerson } from './people.js';
import { recently } from './recently.js';

export interface Shot {
  readonly name: string;
  /** Who has that page; a custodian where nothing is said. */
  readonly as?: TestPerson;
  readonly open: (page: Page, url: string) => Promise<void>;
}

const at = (hash: string, until: string) => async (page: Page, url: string) => {
  await page.goto(`${url}#${hash}`);
  await page.locator(until).first().waitFor();
};

/** The page of a clip that can be looked at: the last of the scene's. */
async function openLast(page: Page, url: string, kind: 'video' | 'photo'): Promise<void> {
  const answer = await page.request.get(`${url}api/clips?limit=100&sort=-start&camera=ZFY0007&kind=${kind}`);
  const [clip] = (await answer.json()) as readonly ClipView[];
  await at(`/clips/${clip?.id ?? ''}`, '.clipPage .clocks')(page, url);
}

/** A screen that a custodian has left to show the dock. */
export async function hangWall(page: Page, url: string): Promise<void> {
  const headers = { origin: new URL(url).origin };
  const data = { login: CUSTODIAN.login, password: TEST_PASSWORD };
  await page.request.post(`${url}api/session`, { data, headers });
  await page.request.post(`${url}api/session/wall`, { data: {}, headers });
  await page.goto(url);
  await page.locator('.slot.copying .far span').first().waitFor();
}

/** Of somebody who is signed in. */
export const SHOTS: readonly Shot[] = [
  { name: 'dock', open: at('/dock', '.slot.copying .far span') },
  { name: 'dock-large', open: at('/dock?large=1', '.slot.copying .far span') },
  {
    name: 'dock-details',
    open: async (page, url) => {
      await at('/dock', '.slot.copying .far span')(page, url);
      await page.locator('.slot.incomplete footer button').last().click();
      await page.locator('.ant-drawer table').waitFor();
    },
  },
  { name: 'due', open: at('/due?list=late', '.due td .badge') },
  { name: 'due-labels', open: at('/due?list=unlabelled', '.due td .badge') },
  { name: 'due-interruptions', open: at('/due?list=interruptions', '.due .ant-table') },
  {
    name: 'label',
    open: async (page, url) => {
      await at('/label', '.label .name .preview')(page, url);
      await holds(page, "document.querySelector('video')?.readyState >= 2");
    },
  },
  { name: 'search', open: at('/search', '.search tbody tr[data-row-key]') },
  {
    name: 'search-day',
    open: async (page, url) => {
      const day = localDay(recently(29), 'Asia/Shanghai');
      await at(`/search?from=${day}&to=${day}`, '.search .day .lane a')(page, url);
      await page.locator('.search tbody tr[data-row-key]').first().waitFor();
    },
  },
  {
    name: 'clip',
    open: async (page, url) => {
      await openLast(page, url, 'video');
      await page.locator('.clipPage .contactSheet img').waitFor();
      await page.locator('.clipPage .track svg').waitFor();
      await holds(page, "document.querySelector('video')?.readyState >= 2");
    },
  },
  {
    name: 'clip-below',
    open: async (page, url) => {
      await openLast(page, url, 'video');
      await page.locator('.clipPage .contactSheet img').waitFor();
      await page.getByText('sha256sum').first().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'clip-photo',
    open: async (page, url) => {
      await openLast(page, url, 'photo');
      await page.locator('.clipPage img.media').waitFor();
    },
  },
  {
    name: 'label-keys',
    open: async (page, url) => {
      await at('/label', '.label .name .preview')(page, url);
      await page.keyboard.press('?');
      await page.locator('dl.keys').waitFor();
    },
  },
  { name: 'cases', open: at('/cases', '.records td .badge') },
  { name: 'cameras', open: at('/cameras', '.records td .badge') },
  {
    name: 'cameras-issue',
    open: async (page, url) => {
      await at('/cameras', '.records td .badge')(page, url);
      await page.locator('.records .acts button').first().click();
      await page.locator('.ant-modal form').waitFor();
    },
  },
  { name: 'people', as: ADMINISTRATOR, open: at('/people', '.records td .badge') },
  {
    name: 'people-change',
    as: ADMINISTRATOR,
    open: async (page, url) => {
      await at('/people', '.records td .badge')(page, url);
      await page.locator('.records .acts button').nth(1).click();
      await page.locator('.ant-modal form').waitFor();
    },
  },
  {
    name: 'people-details',
    as: ADMINISTRATOR,
    open: async (page, url) => {
      await at('/people', '.records td .badge')(page, url);
      await page.locator('.records .acts button').first().click();
      await page.locator('.ant-drawer tbody tr').first().waitFor();
    },
  },
  {
    name: 'people-import',
    as: ADMINISTRATOR,
    open: async (page, url) => {
      await at('/people', '.records td .badge')(page, url);
      await page
        .locator('.head > button')
        .filter({ hasText: /导入|Import/ })
        .click();
      await page.locator('#import-file').setInputFiles(await peopleSheet());
      await page.locator('.plan tbody tr').first().waitFor();
    },
  },
  { name: 'units', as: ADMINISTRATOR, open: at('/units', '.records .ant-table') },
  { name: 'station', open: at('/station', '.station .sheet .cards') },
  {
    name: 'station-archive',
    open: async (page, url) => {
      await at('/station', '.station .sheet .cards')(page, url);
      await page.locator('.station .sheet .cards').scrollIntoViewIfNeeded();
    },
  },
];

/** A table with rows that can be taken and rows that cannot. */
async function peopleSheet() {
  const rows = [
    ['登录名', '姓名', '角色', '警号或执法证号'],
    ['zhangsan', '张三', '执法人员', '350217'],
    ['lisi', '李四', '队员', '350218'],
    ['zhangsan', '张三', '执法人员', '350217'],
    ['wangwu', '王'.repeat(300), '领导', ''],
  ];
  const buffer = await writeXlsxFile(rows.map((r) => r.map((value) => ({ value, type: String })))).toBuffer();
  return { name: '人员.xlsx', mimeType: 'application/octet-stream', buffer };
}
