/** What axe-core says of a page, and whether the page fits the screen. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

export async function serious(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

/** By how many pixels the window, and the page inside its frame, are wider than what is seen of them. */
export const beyond = (page: Page): Promise<readonly [number, number]> =>
  page.evaluate<[number, number]>(
    '(() => { const e = document.getElementById("page"); ' +
      'return [document.documentElement.scrollWidth - innerWidth, e.scrollWidth - e.clientWidth]; })()',
  );
