import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateProgram } from '../../../src/ingest/media/program.js';
import { DEFAULT_TOOLS } from '../../../src/ingest/media/sandbox.js';
import { factsOfAll, fixture } from './fixtures.js';

/** The last line of defence, without the others: even if a playlist got as far as ffprobe, it would open nothing. */
describe('an HLS playlist named .mp4', () => {
  let folder = '';
  let attack = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bwc-hls-'));
    attack = join(folder, 'attack.mp4');
    writeFileSync(attack, `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\n${fixture('stream.ts')}\n#EXT-X-ENDLIST\n`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Files opened and addresses connected to while a command runs, as far as the playlist names them. */
  function touched(command: string[]): string[] {
    const log = join(folder, 'log');
    const run = spawnSync('strace', ['-f', '-s', '500', '-e', 'trace=open,openat,connect', '-o', log, ...command]);
    expect(run.error).toBeUndefined();
    const lines = readFileSync(log, 'utf8').split('\n');
    return ['attack.mp4', 'stream.ts', 'AF_INET'].filter((name) => lines.some((line) => line.includes(name)));
  }

  it('would make a plain ffprobe open another file', () => {
    expect(touched([DEFAULT_TOOLS.ffprobe, '-v', 'quiet', attack])).toEqual(['attack.mp4', 'stream.ts']);
  });

  it.each(['probe(path, "mov")', 'probe(path, "mpegts")', 'thumbnail(path, "mov", 0, 1)'])(
    'opens nothing else in %s',
    (call) => {
      const module = pathToFileURL(join(locateProgram().root, 'dist/ingest/media/ffmpeg.js')).href;
      const script = `
      const { probe, thumbnail, useTools } = await import(${JSON.stringify(module)});
      useTools(${JSON.stringify(DEFAULT_TOOLS)});
      const path = ${JSON.stringify(attack)};
      await ${call}.catch(() => undefined);`;
      const command = [DEFAULT_TOOLS.node, '--input-type=module', '-e', script];
      expect(touched(command)).toEqual(['attack.mp4']);
    },
  );

  it('is unreadable, with the reason', async () => {
    const facts = await factsOfAll([attack]);
    expect(facts[attack]).toMatchObject({
      state: 'unreadable',
      reason: expect.stringContaining('HLS playlist') as unknown,
    });
  });
});
