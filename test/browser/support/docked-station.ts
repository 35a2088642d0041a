/** A daemon with virtual cameras, the address of its page, and a browser: shared by the checks of a file. */
import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { spawnDaemon, type TestDaemon } from '../../e2e/support/daemon.js';
import { newStation, type TestStation } from '../../e2e/support/station.js';
import { openBrowser } from './chromium.js';
import { openFront, type Front } from './front.js';

export interface DockedStation {
  readonly station: TestStation;
  readonly browser: Browser;
  readonly url: string;
  readonly daemon: () => TestDaemon;
  /** Kills the daemon, or lets it end. */
  readonly stop: (how?: 'kill') => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openDockedStation(): Promise<DockedStation> {
  const dir = await mkdtemp(join(tmpdir(), 'bwc-ui-'));
  const station = await newStation({}, '', dir);
  let daemon = await spawnDaemon(station.data);
  const front: Front = await openFront(join(station.data, 'control.sock'));
  const browser = await openBrowser();
  return {
    station,
    browser,
    url: front.url,
    daemon: () => daemon,
    stop: async (how) => {
      if (how === 'kill') await daemon.kill();
      else await daemon.stop();
    },
    start: async () => {
      daemon = await spawnDaemon(station.data);
    },
    close: async () => {
      await browser.close();
      front.close();
      await daemon.kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
