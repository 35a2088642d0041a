/** How long the page takes from its address to being of use, in Debian's Chromium with nothing kept, signed in. */
import { chromium } from 'playwright-core';
import { against, median, say } from '../report.js';
import { PASSWORD, type Squad } from './squad.js';

const ROUNDS = 9;
const BAR_SECONDS = 1.5;
/** As the workstations of squads are. */
const SCREEN = { width: 1366, height: 768 };

/** What stands on each page once it can be used. */
const PAGES = [
  ['the dock wall', '#/dock', '.wall, .empty'],
  ['the to-do list', '#/due', '.due .counts strong:not(:text-is("–"))'],
] as const;

export async function benchOpening(address: string, { people }: Squad): Promise<void> {
  say(`\nthe page opens, signed in, nothing cached, medians of ${String(ROUNDS)}`);
  const custodian = people.find((p) => p.role === 'custodian');
  if (custodian === undefined) throw new Error('there is no custodian');
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const signingIn = await browser.newContext({ baseURL: address });
    const data = { login: custodian.login, password: PASSWORD };
    const answer = await signingIn.request.post('/api/session', { data, headers: { origin: new URL(address).origin } });
    if (!answer.ok()) throw new Error(await answer.text());
    const storageState = await signingIn.storageState();
    for (const [name, hash, usable] of PAGES) {
      const seconds: number[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const context = await browser.newContext({ viewport: SCREEN, storageState });
        const page = await context.newPage();
        const began = performance.now();
        await page.goto(new URL(hash, address).href, { waitUntil: 'commit' });
        await page.locator(usable).first().waitFor();
        // The first one starts what the browser itself needs.
        if (round > 0) seconds.push((performance.now() - began) / 1000);
        await context.close();
      }
      against(`${name}, from address to use`, median(seconds), BAR_SECONDS, 'less', ' s');
    }
  } finally {
    await browser.close();
  }
}
