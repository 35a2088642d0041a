/** Search as a person has it: from the address of a search to its first page on the screen. */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { against, quantile, say } from './report.js';
import { shuffled } from './shuffled.js';
import { withBrowser } from './web/browser.js';
import { BenchDaemon } from './web/daemon.js';

const ROUNDS = 40;
const BAR_MS = 300;

const SEARCHES: Readonly<Record<string, string>> = {
  'a party of two characters': 'party=张伟',
  'a place with a number': 'place=湖滨南路 77号',
  'a day': 'from=2025-03-01&to=2025-03-01',
  'an officer': 'officer=1007',
  'a camera, largest first': 'camera=DSJ0007&sort=-bytes',
  'free text, two characters': 'text=噪声',
  'a common word, largest first': 'text=检查&sort=-bytes',
  'free text, common words that never meet, smallest first': 'text=占道经营 油烟&sort=bytes',
  'photos, largest first': 'kind=photo&sort=-bytes',
  'a few of these together': 'place=思明区&category=行政处罚&officer=1007&from=2025-01-01',
};

/** @param login of somebody who may see everything */
export async function benchSearchAtBrowser(dataDir: string, login: string): Promise<void> {
  const file = join(dataDir, 'config.toml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^port = .*$/m, 'port = 0'));
  const daemon = await BenchDaemon.start(dataDir);
  say(
    `  at the browser: from the address of a search to its first page on the screen, p95 of ${String(ROUNDS)}; load of the machine before: ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  try {
    await withBrowser(daemon.address, login, (browser) => browser.withPage((page) => searchAll(page, daemon.address)));
  } finally {
    await daemon.stop();
  }
}

async function searchAll(page: Page, address: string): Promise<void> {
  await page.goto(new URL('#/search', address).href);
  await page.locator('tr[data-row-key]').first().waitFor();
  const ms = new Map<string, number[]>();
  let last = '';
  for (let round = 0; round <= ROUNDS; round += 1) {
    const order = shuffled(Object.entries(SEARCHES));
    // The same search twice is asked once.
    if (order[0]?.[0] === last) order.reverse();
    for (const [what, query] of order) {
      last = what;
      const took = await searched(page, query);
      // The first round reads the index from the disk.
      if (round > 0) ms.set(what, [...(ms.get(what) ?? []), took]);
    }
  }
  for (const [what, all] of ms) {
    const [half, most] = [quantile(all, 0.5), quantile(all, 1)].map((n) => n.toFixed(0));
    against(`${what} (p50 ${String(half)}, max ${String(most)})`, quantile(all, 0.95), BAR_MS, 'less', ' ms');
  }
}

/** Runs in the page: resolves with the milliseconds until the answer was painted. */
const SEARCH = String.raw`(hash) => new Promise((resolve) => {
  const began = performance.now();
  let asked = false;
  const observer = new MutationObserver(() => {
    if (document.querySelector('.results').ariaBusy === 'true') asked = true;
    else if (asked) {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began), 0));
    }
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  location.hash = hash;
})`;

function searched(page: Page, query: string): Promise<number> {
  const hash = `#/search?${new URLSearchParams(query).toString()}`;
  return page.evaluate<number>(`(${SEARCH})(${JSON.stringify(hash)})`);
}
