/** Every page there is, as a person comes to it: for screenshots, and to be looked at by axe. */
import type { Page } from 'playwright-core';
import { localDay } from '../../../src/domain/time.js';
import type { ClipView } from '../../../src/web/api-types.js';
import { holds } from './chromium.js';
import { recently } from './recently.js';

export interface Shot {
  readonly name: string;
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
      await page.locator('.clipPage .sheet img').waitFor();
      await page.locator('.clipPage .track svg').waitFor();
      await holds(page, "document.querySelector('video')?.readyState >= 2");
    },
  },
  {
    name: 'clip-below',
    open: async (page, url) => {
      await openLast(page, url, 'video');
      await page.locator('.clipPage .sheet img').waitFor();
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
];
