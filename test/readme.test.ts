import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECK_COMMANDS } from '../src/station/write-clip-proof.js';

const read = (name: string): string => readFileSync(resolve(import.meta.dirname, '..', name), 'utf8');

describe('the README', () => {
  it('shows exactly the commands that every proof comes with', () => {
    expect(read('README.md')).toContain(`\`\`\`sh\n${CHECK_COMMANDS}\`\`\``);
  });

  it('has the two commands first, in both languages, and package.json has them', () => {
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['demo', 'test']));
    for (const name of ['README.md', 'README.zh-CN.md']) {
      expect(
        /```sh\n(.*)\n(.*)\n```/
          .exec(read(name))
          ?.slice(1)
          .map((line) => line.split(/ {2,}/)[0]),
      ).toEqual(['npm run demo', 'npm test']);
    }
  });
});
