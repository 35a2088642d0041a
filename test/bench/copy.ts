/** Whole ingest against copying tools, interleaved in random order, medians. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { against, median, say } from './report.js';
import { shuffled } from './shuffled.js';
import { newStation, openStation, run, scratch, secondsToStore, settle, sourceFolder } from './workshop.js';

interface Workload {
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
}

type Method = (folder: string) => Promise<number>;

/**
 * A new folder every time, nothing removed before the end: for a minute after a deletion ext4 looks at every freed inode
 * before it makes a file, and whoever comes next would pay for it.
 */
let target = '';
let copies = 0;

function nextFolder(): string {
  copies += 1;
  return `run-${String(copies)}`;
}

const timed = (work: () => void): Promise<number> => {
  const began = performance.now();
  work();
  return Promise.resolve((performance.now() - began) / 1000);
};

async function ours(folder: string, readBack: boolean): Promise<number> {
  const station = await openStation(await newStation(nextFolder(), { read_back: readBack }));
  try {
    return await secondsToStore(station, folder);
  } finally {
    await station.stop();
  }
}

const METHODS: Readonly<Record<string, Method>> = {
  'cp -r; sync': (folder) =>
    timed(() => {
      run('cp', ['-r', folder, target]);
      run('sync', ['-f', target]);
    }),
  'bwc without read-back': (folder) => ours(folder, false),
  'bwc with read-back': (folder) => ours(folder, true),
  'rsync --fsync; rsync -nc': (folder) =>
    timed(() => {
      run('rsync', ['-a', '--fsync', `${folder}/`, `${target}/`]);
      run('rsync', ['-anc', `${folder}/`, `${target}/`]);
    }),
  'rclone copy; rclone check': (folder) =>
    timed(() => {
      run('rclone', ['copy', '-q', folder, target]);
      run('sync', ['-f', target]);
      run('rclone', ['check', '-q', folder, target]);
    }),
};

export async function benchCopy(rounds: number): Promise<void> {
  for (const workload of [largeFiles(), smallFiles()]) {
    const seconds = new Map<string, number[]>(Object.keys(METHODS).map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, method] of shuffled(Object.entries(METHODS))) {
        target = join(scratch, nextFolder());
        settle();
        seconds.get(name)?.push(await method(workload.folder));
      }
    }
    report(workload, seconds, rounds);
  }
}

function report(workload: Workload, seconds: ReadonlyMap<string, readonly number[]>, rounds: number): void {
  say(`\n${workload.name}, medians of ${String(rounds)} interleaved rounds`);
  const at = (name: string): number => median(seconds.get(name) ?? []);
  for (const [name, all] of seconds) {
    const m = median(all);
    say(
      `  ${name.padEnd(28)} ${m.toFixed(2)} s  ${(workload.bytes / m / 2 ** 20).toFixed(0)} MiB/s  (${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)})`,
    );
  }
  const ratio = (peer: string, own: string): number => at(peer) / at(own);
  against('without read-back against cp; sync', ratio('cp -r; sync', 'bwc without read-back'), 0.9, 'more', 'x');
  against('with read-back against cp; sync', ratio('cp -r; sync', 'bwc with read-back'), 0.55, 'more', 'x');
  const verified = Math.min(at('rsync --fsync; rsync -nc'), at('rclone copy; rclone check'));
  against('with read-back against the better verified peer', verified / at('bwc with read-back'), 1.25, 'more', 'x');
}

function largeFiles(): Workload {
  const folder = sourceFolder('large');
  for (let i = 0; i < 4; i += 1) writeFileSync(join(folder, 'DCIM', `c${String(i)}.mp4`), randomBytes(256 * 2 ** 20));
  return { name: '4 files of 256 MiB', folder, bytes: 2 ** 30 };
}

function smallFiles(): Workload {
  const folder = sourceFolder('small');
  let bytes = 0;
  for (let i = 0; i < 5000; i += 1) {
    const size = 20_000 + ((i * 7919) % 60_000);
    bytes += size;
    writeFileSync(join(folder, 'DCIM', `p${String(i)}.jpg`), randomBytes(size));
  }
  return { name: '5,000 files of 20 to 80 kB', folder, bytes };
}
