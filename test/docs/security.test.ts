import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const rows = readFileSync(resolve(root, 'docs/security.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, item = '', , here = '']) => ({ item, here }));

describe('docs/security.md', () => {
  it('has every item once', () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(new Set(rows.map((r) => r.item)).size).toBe(rows.length);
  });

  it.each(rows)('$item is tested by a test that there is, or not applicable for a reason', ({ here }) => {
    const tested = /^tested: `([^`]+)` "([^"]+)"/.exec(here);
    if (tested === null) {
      expect(here).toMatch(/^not applicable: .{20,}/);
      return;
    }
    const [, file = '', name = ''] = tested;
    expect(existsSync(resolve(root, file)), file).toBe(true);
    expect(readFileSync(resolve(root, file), 'utf8')).toContain(name);
  });
});
