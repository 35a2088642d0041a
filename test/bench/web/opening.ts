/** How long the page takes from its address to being of use, in Debian's Chromium with nothing kept, signed in. */
import { against, median, say } from '../report.js';
import { withBrowser } from './browser.js';
import type { Squad } from './squad.js';

const ROUNDS = 9;
const BAR_SECONDS = 1.5;
/** What stands on each page once it can be used. */
const PAGES = [
  ['the dock wall', '#/dock', '.wall, .empty'],
  ['the to-do list', '#/due', '.due .counts strong:not(:text-is("–"))'],
] as const;

export async function benchOpening(address: string, { people }: Squad): Promise<void> {
  say(`\nthe page opens, signed in, nothing cached, medians of ${String(ROUNDS)}`);
  const custodian = people.find((p) => p.role === 'custodian');
  if (custodian === undefined) throw new Error('there is no custodian');
  await withBrowser(address, custodian.login, async (browser) => {
    for (const [name, hash, usable] of PAGES) {
      const seconds: number[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const took = await browser.withPage(async (page) => {
          const began = performance.now();
          await page.goto(new URL(hash, address).href, { waitUntil: 'commit' });
          await page.locator(usable).first().waitFor();
          return (performance.now() - began) / 1000;
        });
        // The first one starts what the browser itself needs.
        if (round > 0) seconds.push(took);
      }
      against(`${name}, from address to use`, median(seconds), BAR_SECONDS, 'less', ' s');
    }
  });
}
