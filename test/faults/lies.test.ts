/** Disks that say they wrote what they did not, and disks that forget what they held: not preventable, but noticed. */
import { closeSync, mkdirSync, openSync, readFileSync, readSync, symlinkSync, writeSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bwc, clipsOf, newStation } from './support/bwc.js';
import { ingestUntilCut } from './support/cut.js';
import { makeDisk, mountImage, serveDisk, withCache } from './support/disks.js';
import { makeFootage } from './support/footage.js';
import { need } from './support/need.js';
import { originalsIn } from './support/oracle.js';
import { Scratch } from './support/scratch.js';

let scratch: Scratch;
beforeEach(() => {
  need('nbdkit', 'nbdfuse', 'fusermount3', 'mkfs.ext4', 'losetup');
  scratch = new Scratch('lies');
});
afterEach(() => {
  scratch.remove();
});

/** What the station says about itself, by `verify` and by trying to go on. */
async function isNoticed(data: string): Promise<{ noticed: boolean; said: string }> {
  const verified = await bwc('verify', '--data', data, '--json');
  return { noticed: verified.code === 4, said: `${String(verified.code)} ${verified.out}${verified.err}` };
}

it('notices a disk of originals that lies about its flushes', async () => {
  const image = makeDisk(scratch, 128);
  const data = scratch.path('data');
  await newStation(data);
  const disk = await serveDisk(scratch, withCache(image, 'unsafe'));
  // The database on an honest disk, the footage on the liar.
  for (const folder of ['originals', 'incoming']) {
    await rm(join(data, folder), { recursive: true });
    mkdirSync(join(disk.at, folder));
    symlinkSync(join(disk.at, folder), join(data, folder));
  }
  const source = scratch.path('footage');
  await makeFootage(
    source,
    Array.from({ length: 20 }, () => 50_000),
  );
  const acknowledged = await ingestUntilCut(scratch, data, source, 1_500, disk.cutPower);
  const after = mountImage(scratch, image);
  for (const folder of ['originals', 'incoming']) {
    mkdirSync(join(after, folder), { recursive: true });
    await rm(join(data, folder));
    symlinkSync(join(after, folder), join(data, folder));
  }
  const there = (await originalsIn(after)).size;
  const { noticed, said } = await isNoticed(data);
  process.stdout.write(
    `lies: lying disk: ${String(acknowledged.length)} acknowledged, ${String(there)} there, noticed: ${String(noticed)}\n`,
  );
  expect(there).toBeLessThan(acknowledged.length);
  expect(noticed, said).toBe(true);
  expect(said).toContain('original.missing');
});

it('notices a database that fell back to an earlier state, and does not go on with it', async () => {
  const data = scratch.path('data');
  await newStation(data);
  const earlier = scratch.path('earlier');
  await cp(join(data, 'station.db'), earlier);
  const source = scratch.path('footage');
  await makeFootage(source, [50_000]);
  expect((await bwc('ingest', source, '--data', data)).code).toBe(0);
  for (const suffix of ['-wal', '-shm']) await rm(join(data, `station.db${suffix}`), { force: true });
  await cp(earlier, join(data, 'station.db'));
  const { noticed, said } = await isNoticed(data);
  expect(noticed, said).toBe(true);
  const start = await bwc('ingest', source, '--data', data, '--json');
  process.stdout.write(
    `lies: database set back: noticed: ${String(noticed)}, ingest refused with ${String(start.code)}\n`,
  );
  expect(start.code).toBe(4);
});

it('notices a byte that changed on the disk under the page cache', async () => {
  const image = makeDisk(scratch, 64);
  const at = mountImage(scratch, image);
  const data = join(at, 'data');
  await newStation(data);
  const source = scratch.path('footage');
  await makeFootage(source, [1_000_000, 1_000_000]);
  expect((await bwc('ingest', source, '--data', data)).code).toBe(0);
  const [victim] = await clipsOf(data);
  if (victim === undefined) throw new Error('no clip');
  const stored = join(data, victim.storedPath);
  flipByte(image, readFileSync(stored).subarray(0, 4096));
  const cached = await originalsIn(data);
  const { noticed, said } = await isNoticed(data);
  process.stdout.write(
    `lies: bit rot: noticed: ${String(noticed)}, named: ${String(said.includes(victim.storedPath))}\n`,
  );
  // A read through the cache still gives the old bytes: only a read from the disk itself can tell.
  expect(cached.get(victim.storedPath)?.sha256).toBe(victim.sha256);
  expect(noticed, said).toBe(true);
  expect(said).toContain(`"kind":"original.altered","subject":"${victim.storedPath}"`);
});

/** Changes one byte of the block with this content, on the medium. */
function flipByte(image: string, block: Buffer): void {
  const at = readFileSync(image).indexOf(block);
  if (at < 0) throw new Error('the block is not on the disk');
  const file = openSync(image, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at + 100);
  writeSync(file, Buffer.of((byte[0] ?? 0) ^ 1), 0, 1, at + 100);
  closeSync(file);
}
