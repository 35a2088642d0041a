import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bwc, bwcJson, scratch } from './support/bwc.js';
import { folderOf, media } from './support/cards.js';
import { startDaemon } from './support/daemon.js';
import { clipsOf, ingest, newStation } from './support/station.js';

/** All that the outsider's machine has. */
const TOOLS = ['sh', 'sha256sum', 'openssl', 'grep', 'cut', 'sed', 'head', 'tail', 'cat', 'printf'];

/** The commands, as the proof's own README gives them. */
function commandsIn(proof: string): string {
  const lines = readFileSync(join(proof, 'README.txt'), 'utf8').split('\n');
  const first = lines.findIndex((l) => l.startsWith('# 1.'));
  const last = lines.findLastIndex((l) => l.startsWith('openssl pkeyutl'));
  return lines.slice(first, last + 1).join('\n');
}

interface Check {
  readonly sums: boolean;
  readonly entry: boolean;
  readonly root: boolean;
  readonly signature: boolean;
}

const ALL_WELL: Check = { sums: true, entry: true, root: true, signature: true };

/** Runs the commands one after the other in `dir`, as somebody who pastes them would. */
function check(commands: string, proof: string, dir: string): Check {
  const bin = scratch();
  for (const tool of TOOLS)
    symlinkSync(
      execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' })
        .trim()
        .replace(/^printf$/, '/usr/bin/printf'),
      join(bin, tool),
    );
  const { stdout } = spawnSync(join(bin, 'sh'), ['-c', commands], {
    cwd: dir,
    env: { PATH: bin, PROOF: proof, LC_ALL: 'C' },
    encoding: 'utf8',
  });
  return {
    sums: /^originals\/.*: OK$/m.test(stdout),
    entry: /^1$/m.test(stdout),
    root: stdout.includes('root: OK'),
    signature: stdout.includes('Signature Verified Successfully'),
  };
}

function flip(file: string, at: number): void {
  chmodSync(file, 0o600);
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe('TJ-01: an outsider with sha256sum and openssl', () => {
  it('can check each clip, and finds every change', async () => {
    const { data, dir } = await newStation();
    await ingest(
      data,
      folderOf(
        dir,
        Object.fromEntries([1, 2, 3].map((n) => [`${String(n)} 号.mp4`, media(`segment-${String(n)}.mp4`)])),
      ),
    );
    const clips = await clipsOf(data);
    for (const clip of clips) {
      const proof = join(scratch(), 'proof of it');
      expect(await bwcJson(['show', clip.id, '--proof', proof, '--data', data])).toEqual({ proof });
      expect(check(commandsIn(proof), proof, data)).toEqual(ALL_WELL);
    }
    const [clip] = clips;
    const proof = join(scratch(), 'proof');
    await bwc(['show', clip?.sha256 ?? '', '--proof', proof, '--data', data]);
    const commands = commandsIn(proof);
    const spoiled = (name: string, at: (length: number) => number): string => {
      const copy = join(scratch(), 'proof');
      cpSync(proof, copy, { recursive: true });
      flip(join(copy, name), at(readFileSync(join(copy, name)).length));
      return copy;
    };
    // One byte each: the record, the path to the root, the signed root, its signature.
    expect(
      check(
        commands,
        spoiled('entry.json', (n) => n >> 1),
        data,
      ),
    ).toMatchObject({ root: false, signature: true });
    expect(
      check(
        commands,
        spoiled('path.txt', () => 10),
        data,
      ),
    ).toMatchObject({ root: false, signature: true });
    const line = readFileSync(join(proof, 'checkpoint.txt'), 'utf8').split('\n');
    expect(
      check(
        commands,
        spoiled('checkpoint.txt', () => `${line[0] ?? ''}\n${line[1] ?? ''}\n`.length + 3),
        data,
      ),
    ).toMatchObject({ root: false, signature: false });
    expect(
      check(
        commands,
        spoiled('checkpoint.txt', (n) => n - 12),
        data,
      ),
    ).toMatchObject({ signature: false });
    expect(
      check(
        commands,
        spoiled('SHA256SUMS', () => 5),
        data,
      ),
    ).toMatchObject({ sums: false, entry: false });
    // A copy of the evidence alone is enough, and one flipped bit in it shows.
    const copy = scratch();
    mkdirSync(join(copy, 'originals'));
    cpSync(join(data, 'originals'), join(copy, 'originals'), { recursive: true });
    expect(check(commands, proof, copy)).toEqual(ALL_WELL);
    flip(join(copy, clip?.storedPath ?? ''), 1000);
    expect(check(commands, proof, copy)).toMatchObject({ sums: false, signature: true });
  });

  it('gets the same proof from a running daemon, for a clip that was stored just now', async () => {
    const { data, dir } = await newStation();
    await startDaemon(data);
    await ingest(data, folderOf(dir, { 'a.mp4': media('segment-1.mp4') }));
    const [clip] = await clipsOf(data);
    const proof = join(dir, 'proof');
    expect((await bwc(['show', clip?.id ?? '', '--proof', proof, '--data', data])).code).toBe(0);
    expect(check(commandsIn(proof), proof, data)).toEqual(ALL_WELL);
    expect(readFileSync(join(proof, 'station.pub'), 'utf8')).toBe(readFileSync(join(data, 'station.pub'), 'utf8'));
  });
});
