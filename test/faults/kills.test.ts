/** The daemon, and the process that reads a camera, killed over and over while cameras are read. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createVirtualCamera, type VirtualCamera } from '../../src/device/testing/virtual-camera.js';
import { treeDigest } from '../../src/device/testing/tree-digest.js';
import { systemClock } from '../../src/domain/time.js';
import { initStation } from '../../src/station/init.js';
import { connectStation } from '../../src/web/client.js';
import { bwc, clipsOf, killHard, startDaemon, type Daemon } from './support/bwc.js';
import { chance, SEED } from './support/chance.js';
import { FULL, need, ROOT } from './support/need.js';
import { contentsOf, examine, type Originals } from './support/oracle.js';
import { Scratch } from './support/scratch.js';

const ROUNDS = FULL ? 40 : 6;
const FILES_PER_CAMERA = FULL ? 60 : 20;
/** Slow enough that the rounds end before the files do. */
const CARD_BYTES_PER_SECOND = 2_500_000;
const SETTLE_MS = FULL ? 300_000 : 60_000;

let scratch: Scratch;
beforeAll(() => {
  need();
  scratch = new Scratch('kills');
});
afterAll(() => {
  scratch.remove();
});

it('loses nothing to a daemon or a reader that is killed at any moment', async () => {
  const data = scratch.path('data');
  const dock = scratch.folder('dock');
  await mkdir(dock, { recursive: true });
  const faulty = `${ROOT}dist/device/testing/faulty-driver.js`;
  await initStation(
    { dataDir: data, name: '', unit: '', mountRoots: [dock], extraDrivers: [faulty], actor: 'test' },
    systemClock,
  );
  const cameras = await dockCameras(dock);
  const sources = await Promise.all(cameras.map((c) => treeDigest(c.root)));
  const wanted = (await Promise.all(cameras.map((c) => contentsOf(c.root, /\.mp4$/)))).flat().sort();

  const { int } = chance('kills');
  const violations: string[] = [];
  let originals: Originals = new Map();
  let [daemons, readers, left] = [0, 0, wanted.length];
  for (let round = 0; round < ROUNDS && left > 0; round += 1) {
    const daemon = await startDaemon(scratch, data);
    await sleep(int(50, 1_800));
    if (round % 3 === 2) {
      readers += killReaders(daemon);
      await sleep(int(200, 1_200));
    }
    await killHard(daemon.process);
    daemons += 1;
    await sleep(100);
    const standing = await examine(data, originals);
    violations.push(...standing.violations.map((v) => `round ${String(round)}: ${v}`));
    originals = standing.originals;
    left = wanted.length - standing.acknowledged.length;
  }
  const interrupted = left;
  const daemon = await startDaemon(scratch, data);
  await untilAllStored(daemon, wanted.length);
  daemon.process.kill('SIGTERM');
  await new Promise((resolve) => daemon.process.once('exit', resolve));

  const standing = await examine(data, originals);
  violations.push(...standing.violations, ...standing.findings.map((f) => `${f.kind} ${f.subject}`));
  const verified = await bwc('verify', '--data', data, '--json');
  process.stdout.write(
    `kill -9: ${String(wanted.length)} files, ${String(daemons)} daemons and ${String(readers)} readers killed, ` +
      `${String(interrupted)} files left for the last run (seed ${String(SEED)}); ${String(violations.length)} violations\n`,
  );
  expect(violations).toEqual([]);
  expect(readers).toBeGreaterThan(0);
  expect((await clipsOf(data)).map((c) => c.sha256).sort()).toEqual(wanted);
  expect(await Promise.all(cameras.map((c) => treeDigest(c.root)))).toEqual(sources);
  expect(verified.code, verified.out).toBe(0);
});

async function dockCameras(dock: string): Promise<VirtualCamera[]> {
  const { int } = chance('footage');
  const home = scratch.folder('cameras');
  const made: VirtualCamera[] = [];
  for (const [layout, serial] of [
    ['l1', 'CAM-1'],
    ['l2', 'CAM-2'],
    ['l4', 'CAM-4'],
  ] as const) {
    const camera = await createVirtualCamera({
      dir: home,
      layout,
      serial,
      // A few large ones, so that copies are cut off in the middle.
      files: Array.from({ length: FILES_PER_CAMERA }, (_, i) => ({
        content: {
          random: i % 7 === 3 ? int(4_000_000, 8_000_000) : int(1_000, 600_000),
          seed: `${serial} ${String(i)} ${String(SEED)}`,
        },
      })),
      faults: [{ kind: 'slow', bytesPerSecond: CARD_BYTES_PER_SECOND }],
    });
    await camera.plug(dock);
    made.push(camera);
  }
  return made;
}

/** @returns how many there were */
function killReaders({ process: daemon }: Daemon): number {
  const pid = String(daemon.pid);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  const readers = children.filter((child) => commandOf(child).includes('visit/child.js'));
  for (const reader of readers) process.kill(reader, 'SIGKILL');
  return readers.length;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
  } catch {
    // It ended by itself meanwhile.
    return '';
  }
}

async function untilAllStored(daemon: Daemon, files: number): Promise<void> {
  const { queries } = connectStation(daemon.socket);
  for (let waited = 0; waited < SETTLE_MS; waited += 250) {
    const clips = await queries.clips({ limit: 1000, offset: 0, sort: '-start' });
    const visits = await queries.visits({ limit: 100, offset: 0 });
    if (
      clips.length >= files &&
      visits.every((v) => v.state === 'closed') &&
      clips.every((c) => c.media.state !== 'pending')
    )
      return;
    await sleep(250);
  }
  throw new Error(`not everything was stored in the end: ${daemon.stderr().slice(-3000)}`);
}
