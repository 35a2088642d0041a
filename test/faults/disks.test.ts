/** Disks that are too small, that stop taking writes, and cameras with bad sectors. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile, readdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bwc, clipsOf, newStation } from './support/bwc.js';
import { makeDisk, mountImage, serveDisk, unmount } from './support/disks.js';
import { clipName, makeFootage } from './support/footage.js';
import { MAIN, need } from './support/need.js';
import { contentsOf, examine } from './support/oracle.js';
import { Scratch, tool } from './support/scratch.js';

const MEGABYTE = 2 ** 20;

let scratch: Scratch;
beforeEach(() => {
  need('nbdkit', 'nbdfuse', 'fusermount3', 'mkfs.ext4', 'losetup');
  scratch = new Scratch('disks');
});
afterEach(() => {
  scratch.remove();
});

/** Nothing that broke down speaks to a person. */
const isPlain = (err: string): boolean => !/^ +at |^Node\.js v\d/m.test(err);

/** As a person runs it, in a process of its own. */
function ingest(source: string, data: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = scratch.own(
    spawn(process.execPath, [MAIN, 'ingest', source, '--data', data, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

// Without a reserve not even the database has room: then what was published waits to be put on record.
it.each(['auto', '0 B'])('stops cleanly on a disk that is too small (reserve %s)', async (reserve) => {
  const image = makeDisk(scratch, 64);
  const at = mountImage(scratch, image);
  const data = join(at, 'data');
  await newStation(data);
  const config = join(data, 'config.toml');
  await writeFile(config, (await readFile(config, 'utf8')).replace('reserve = "auto"', `reserve = "${reserve}"`));
  const source = scratch.path('footage');
  await makeFootage(
    source,
    Array.from({ length: 36 }, () => 2.5 * MEGABYTE),
  );
  const first = await ingest(source, data);
  const space = await statfs(at);
  const standing = await examine(data, new Map());
  const verified = await bwc('verify', '--data', data, '--json');
  const left = await readdir(join(data, 'incoming'));
  process.stdout.write(
    `small disk: reserve ${reserve}: ${String(standing.acknowledged.length)} of 36 clips stored, exit code ${String(first.code)}, ` +
      `${String(Math.round((space.bavail * space.bsize) / 1024))} KiB free; ${String(standing.violations.length)} violations\n`,
  );
  expect(standing.violations).toEqual([]);
  expect(reserve === 'auto' ? [3] : [1, 3], first.err).toContain(first.code);
  expect(isPlain(first.err), first.err).toBe(true);
  if (reserve === 'auto') {
    expect(first.out).toContain('bwc.ingest.reserve_reached');
    expect(standing.findings).toEqual([]);
    expect(standing.acknowledged.length).toBeGreaterThan(15);
    expect(left).toEqual([]);
    expect(verified.code, verified.out + verified.err).toBe(0);
    expect(space.bavail * space.bsize).toBeGreaterThan(space.blocks * space.bsize * 0.045);
  }

  // Room is made, as an administrator would: the rest follows, and nothing twice.
  unmount(at);
  tool('truncate', '-s', '192M', image);
  tool('e2fsck', '-fp', image);
  tool('resize2fs', image);
  const larger = mountImage(scratch, image);
  const second = await ingest(source, join(larger, 'data'));
  expect(second.code, second.err).toBe(0);
  const healed = await examine(join(larger, 'data'), standing.originals);
  expect([...healed.violations, ...healed.findings]).toEqual([]);
  expect([...healed.acknowledged].sort()).toEqual((await contentsOf(source)).sort());
});

const publishedIn = async (data: string): Promise<number> =>
  (await readdir(join(data, 'originals'), { recursive: true })).filter((name) => name.endsWith('.mp4')).length;

it('says so when the disk stops taking writes in the middle, and loses nothing', async () => {
  const image = makeDisk(scratch, 128);
  const broken = scratch.path('broken');
  const nbdkit = [
    '--filter=error',
    'file',
    image,
    'error-pwrite=EIO',
    'error-pwrite-rate=100%',
    `error-file=${broken}`,
  ];
  const disk = await serveDisk(scratch, nbdkit, 'loop,errors=remount-ro');
  const data = join(disk.at, 'data');
  await newStation(data);
  const source = scratch.path('footage');
  await makeFootage(
    source,
    Array.from({ length: 40 }, () => MEGABYTE),
  );
  const running = ingest(source, data);
  for (let i = 0; i < 400 && (await publishedIn(data)) < 3; i += 1) await sleep(2);
  writeFileSync(broken, '');
  const first = await running;
  // What a start on the dead disk says.
  const onDead = await ingest(source, data);
  await disk.cutPower();

  const at = mountImage(scratch, image);
  const standing = await examine(join(at, 'data'), new Map());
  const again = await ingest(source, join(at, 'data'));
  const healed = await examine(join(at, 'data'), standing.originals);
  process.stdout.write(
    `dead disk: ${String(standing.acknowledged.length)} of 40 clips stored, exit code ${String(first.code)}, then ${String(onDead.code)}; ` +
      `${String(standing.violations.length + healed.violations.length)} violations\n`,
  );
  expect(standing.violations).toEqual([]);
  expect([1, 3]).toContain(first.code);
  expect(isPlain(first.err), first.err).toBe(true);
  expect(onDead.code).toBe(1);
  expect(onDead.err).toContain('bwc.data.not_writable');
  expect(again.code, again.err).toBe(0);
  expect([...healed.violations, ...healed.findings]).toEqual([]);
  expect([...healed.acknowledged].sort()).toEqual((await contentsOf(source)).sort());
});

it('takes everything but the clip that lies on bad sectors', async () => {
  const image = makeDisk(scratch, 32);
  const prepared = mountImage(scratch, image);
  await makeFootage(
    join(prepared, 'DCIM'),
    Array.from({ length: 6 }, () => 700_000),
  );
  const bytes = readFileSync(join(prepared, 'DCIM', clipName(2)));
  const wanted = await contentsOf(join(prepared, 'DCIM'));
  unmount(prepared);
  const bad = readFileSync(image).indexOf(bytes.subarray(409_600, 413_696));
  const card = await serveDisk(scratch, withBadBlock(image, bad), 'loop,ro,noload');
  const data = scratch.path('data');
  await newStation(data);
  const first = await ingest(card.at, data);
  const clips = await clipsOf(data);
  const standing = await examine(data, new Map());
  process.stdout.write(
    `bad sectors: ${String(clips.length)} of 6 clips stored, exit code ${String(first.code)}; ${String(standing.violations.length)} violations\n`,
  );
  await card.cutPower();
  expect(bad).toBeGreaterThan(0);
  expect(first.code, first.err).toBe(3);
  expect(first.out).toContain('bwc.device.read_error');
  expect(first.out).toContain(clipName(2));
  expect(clips.map((c) => c.sha256).sort()).toEqual(
    wanted.filter((_, i) => clips.some((c) => c.sha256 === wanted[i])).sort(),
  );
  expect(clips).toHaveLength(5);
  expect([...standing.violations, ...standing.findings]).toEqual([]);
  expect((await bwc('verify', '--data', data)).code).toBe(0);
});

/** A device on which one block of 4 KiB cannot be read. */
function withBadBlock(image: string, at: number): string[] {
  const pread = `if [ $4 -lt ${String(at + 4096)} ] && [ $(($4 + $3)) -gt ${String(at)} ]; then echo EIO >&2; exit 1; fi; dd status=none if='${image}' iflag=skip_bytes,count_bytes skip=$4 count=$3`;
  return ['--readonly', 'eval', `get_size=stat -c %s '${image}'`, `pread=${pread}`];
}
