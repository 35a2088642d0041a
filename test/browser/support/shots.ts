/** Every page there is, as a person comes to it: for screenshots, and to be looked at by axe. */
import type { Page } from 'playwright-core';
import { holds } from './chromium.js';

export interface Shot {
  readonly name: string;
  readonly open: (page: Page, url: string) => Promise<void>;
}

const at = (hash: string, until: string) => async (page: Page, url: string) => {
  await page.goto(`${url}#${hash}`);
  await page.locator(until).first().waitFor();
};

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
  {
    name: 'label-keys',
    open: async (page, url) => {
      await at('/label', '.label .name .preview')(page, url);
      await page.keyboard.press('?');
      await page.locator('dl.keys').waitFor();
    },
  },
];
