/** Debian's Chromium with what one of 2021 has, and pages that note everything they ask for and everything that goes wrong in them. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { until } from '../../e2e/support/daemon.js';
import { OF_2021 } from './of-2021.js';

const CHROMIUM = '/usr/bin/chromium';

/** As the workstations of squads are. */
const SCREEN = { width: 1366, height: 768 };

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
  });

export interface WatchedPage {
  readonly page: Page;
  /** Every address the page asked for. */
  readonly asked: string[];
  /** Uncaught errors and what the browser calls an error on its console, but for calls that were answered with one. */
  readonly errors: string[];
}

export async function openPage(browser: Browser, language: 'zh' | 'en' = 'zh'): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: SCREEN, timezoneId: 'Europe/Lisbon', locale: 'de-DE' });
  await context.addInitScript(`localStorage.setItem('bwc.language', '${language}')`);
  await context.addInitScript(OF_2021);
  const page = await context.newPage();
  const [asked, errors]: [string[], string[]] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  return { page, asked, errors };
}

/** Waits until an expression is true in the page: the page's own policy forbids what `waitForFunction` does. */
export const holds = (page: Page, expression: string): Promise<void> =>
  until(
    () => page.evaluate<boolean>(expression),
    () => expression,
  );
