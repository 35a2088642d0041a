/** Debian's Chromium with somebody signed in, on the screen that workstations of squads have. */
import { chromium, type Page } from 'playwright-core';
import { PASSWORD } from './people.js';

const SCREEN = { width: 1366, height: 768 };

export interface SignedInBrowser {
  /** A page with nothing kept but the session; closed when `use` is done with it. */
  withPage<T>(use: (page: Page) => Promise<T>): Promise<T>;
}

export async function withBrowser(
  address: string,
  login: string,
  use: (browser: SignedInBrowser) => Promise<void>,
): Promise<void> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const signingIn = await browser.newContext({ baseURL: address });
    const data = { login, password: PASSWORD };
    const answer = await signingIn.request.post('/api/session', { data, headers: { origin: new URL(address).origin } });
    if (!answer.ok()) throw new Error(await answer.text());
    const storageState = await signingIn.storageState();
    await use({
      withPage: async (look) => {
        const context = await browser.newContext({ viewport: SCREEN, storageState });
        try {
          return await look(await context.newPage());
        } finally {
          await context.close();
        }
      },
    });
  } finally {
    await browser.close();
  }
}
