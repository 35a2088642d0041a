/** What a command began to write goes when it fails and when it is stopped, and that is said. */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Command } from '../../src/cli/io.js';
import { throughPart } from '../../src/cli/part-file.js';
import { translator } from '../../src/i18n/messages.js';
import { tempFolder } from '../store/support.js';

const commandIn = (cwd: string, said: string[], json = false): Command => ({
  out: () => undefined,
  err: (text) => void said.push(text),
  tty: false,
  columns: 80,
  env: {},
  cwd,
  t: translator('en'),
  language: 'en',
  json,
  dataDir: cwd,
});
const listeners = (): number => process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');

describe('a file that is written through a part', () => {
  it('is there under its name once it is whole, and nothing else is', async () => {
    const [dir, said, before] = [await tempFolder(), [] as string[], listeners()];
    const file = join(dir, '清单.csv');
    await throughPart(commandIn(dir, said), file, (part) => {
      writeFileSync(part, 'all');
      renameSync(part, file);
      return Promise.resolve();
    });
    expect([readdirSync(dir), readFileSync(file, 'utf8'), said]).toEqual([['清单.csv'], 'all', []]);
    expect(listeners()).toBe(before);
  });

  it('goes where writing fails, and that is said unless a program reads', async () => {
    for (const json of [false, true]) {
      const [dir, said] = [await tempFolder(), [] as string[]];
      const file = join(dir, 'a\u001b[31m.pdf');
      const writing = throughPart(commandIn(dir, said, json), file, (part) => {
        writeFileSync(part, 'half');
        return Promise.reject(new Error('the daemon is gone'));
      });
      await expect(writing).rejects.toThrow('the daemon is gone');
      expect(readdirSync(dir)).toEqual([]);
      expect(said).toHaveLength(json ? 0 : 1);
      expect(said.join('')).not.toContain('\u001b');
    }
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'goes on %s, which then ends the command as ever',
    async (signal) => {
      const [dir, said, before] = [await tempFolder(), [] as string[], listeners()];
      const file = join(dir, '留痕.pdf');
      const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
      try {
        // Never ends by itself.
        void throughPart(commandIn(dir, said), file, (part) => {
          writeFileSync(part, 'half');
          return new Promise(() => undefined);
        });
        expect(existsSync(`${file}.part`)).toBe(true);
        process.emit(signal, signal);
        expect(readdirSync(dir)).toEqual([]);
        expect(said).toEqual([`not finished: ${file}.part was removed\n`]);
        expect(kill.mock.calls).toEqual([[process.pid, signal]]);
        expect(listeners()).toBe(before);
      } finally {
        kill.mockRestore();
      }
    },
  );
});
