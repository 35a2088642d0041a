/** The power goes while clips are taken in. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bwc, clipsOf, newStation } from './support/bwc.js';
import { chance, SEED } from './support/chance.js';
import { ingestUntilCut } from './support/cut.js';
import { makeDisk, mountImage, serveDisk, unmount, withCache } from './support/disks.js';
import { makeFootage } from './support/footage.js';
import { FULL, need } from './support/need.js';
import { contentsOf, examine, type Originals } from './support/oracle.js';
import { Scratch } from './support/scratch.js';

const CYCLES = FULL ? 24 : 3;

let scratch: Scratch;
beforeEach(() => {
  need('nbdkit', 'nbdfuse', 'fusermount3', 'mkfs.ext4', 'losetup');
  scratch = new Scratch('power');
});
afterEach(() => {
  scratch.remove();
});

it('keeps what it acknowledged when the power goes', async () => {
  // Room for everything the cycles take in, and the reserve.
  const image = makeDisk(scratch, FULL ? 512 : 192);
  const prepared = mountImage(scratch, image);
  await newStation(join(prepared, 'data'));
  unmount(prepared);
  const { int } = chance('power');
  const violations: string[] = [];
  const sources: string[] = [];
  let [acknowledged, unfinished] = [0, 0];
  let before: Originals = new Map();
  const all: string[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    const source = scratch.path('footage');
    sources.push(source);
    await makeFootage(
      source,
      Array.from({ length: 150 }, () => int(1_000, FULL ? 100_000 : 200_000)),
    );
    const disk = await serveDisk(scratch, withCache(image, 'writeback'));
    all.push(...(await ingestUntilCut(scratch, join(disk.at, 'data'), source, int(200, 1_200), disk.cutPower)));
    acknowledged = all.length;

    const after = mountImage(scratch, image);
    const standing = await examine(join(after, 'data'), before);
    const lost = all.filter((sha) => !standing.acknowledged.includes(sha));
    violations.push(...standing.violations, ...lost.map((sha) => `acknowledged and lost: ${sha}`));
    unfinished += standing.findings.length;
    before = standing.originals;
    unmount(after);
  }
  const after = mountImage(scratch, image);
  const data = join(after, 'data');
  for (const source of sources) expect((await bwc('ingest', source, '--data', data, '--json')).code).toBe(0);
  const clips = (await clipsOf(data)).map((c) => c.sha256).sort();
  const standing = await examine(data, before);
  violations.push(...standing.violations, ...standing.findings.map((f) => `${f.kind} ${f.subject}`));
  const verified = await bwc('verify', '--data', data, '--json');
  process.stdout.write(
    `power: ${String(CYCLES)} cuts, ${String(acknowledged)} clips acknowledged before them, ` +
      `${String(unfinished)} published but not yet recorded (seed ${String(SEED)}); ${String(violations.length)} violations\n`,
  );
  expect(violations).toEqual([]);
  expect(acknowledged).toBeGreaterThan(0);
  expect(clips).toEqual((await Promise.all(sources.map((s) => contentsOf(s)))).flat().sort());
  expect(verified.code, verified.out).toBe(0);
});

it('would see a loss: a disk that lies about every flush loses what was acknowledged', async () => {
  const image = makeDisk(scratch, 96);
  const prepared = mountImage(scratch, image);
  await newStation(join(prepared, 'data'));
  unmount(prepared);
  const source = scratch.path('footage');
  await makeFootage(
    source,
    Array.from({ length: 20 }, () => 50_000),
  );
  const disk = await serveDisk(scratch, withCache(image, 'unsafe'));
  const acknowledged = await ingestUntilCut(scratch, join(disk.at, 'data'), source, 1_500, disk.cutPower);
  const after = mountImage(scratch, image);
  const standing = await examine(join(after, 'data'), new Map());
  const lost = acknowledged.filter((sha) => !standing.acknowledged.includes(sha));
  process.stdout.write(
    `power: lying disk under everything: ${String(lost.length)} of ${String(acknowledged.length)} acknowledged clips lost, as they must be\n`,
  );
  // The disk is then exactly as it was before: no record on it can know better. That is what an outside witness is for.
  expect(lost.length).toBeGreaterThan(0);
});
