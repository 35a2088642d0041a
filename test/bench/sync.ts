/**
 * The station's sync, as the product runs it, against `rclone copy` and `rclone check`, interleaved: to a directory and to a real
 * S3 engine on this machine. Ours writes down what it does, makes it durable, sets retention and reads every byte back, and
 * sends a record of each clip and a bag beside it; rclone sends the clips. Its check reads a directory whole, from the cache; of a
 * bucket it compares sizes and the digests that it wrote there itself, so there it is run once more with `--download`, which
 * reads every byte back as ours does.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as Directory from '../../src/archive/targets/directory/initialise.js';
import type * as Time from '../../src/domain/time.js';
import { newBucket, type Bucket } from '../archive/support/bucket.js';
import { startCeph, stopCeph, type Ceph } from '../archive/support/ceph.js';
import { against, median, say } from './report.js';
import { shuffled } from './shuffled.js';
import { newStation, openStation, run, scratch, secondsToStore, settle, sourceFolder } from './workshop.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { initialiseDirectoryArchive } = (await import(
  dist('archive/targets/directory/initialise.js')
)) as typeof Directory;
const { systemClock } = (await import(dist('domain/time.js'))) as typeof Time;

const MiB = 2 ** 20;
const LABELLED_AT_ONCE = 200;
const LOOK_MS = 250;
const FIELDS = { unit: 'bench', party: '某店', inspectionDate: '2026-03-01', inspectionContent: '检查' };

interface Spent {
  readonly seconds: number;
  /** Of the processor, by the one who sends: what the engine takes is nobody's here. */
  readonly cpu: number;
}

interface Workload {
  readonly name: string;
  readonly bytes: number;
  readonly dataDir: string;
  /** Its config.toml without an archive. */
  readonly config: string;
}

/** @param sizes of the clips, by the name of the workload */
export async function benchSync(
  rounds: number,
  sizes: Readonly<Record<string, readonly number[]>>,
  kinds: readonly ('directory' | 'bucket')[],
): Promise<void> {
  const ceph = await startCeph(32 * 2 ** 30);
  try {
    for (const [name, bytes] of Object.entries(sizes)) {
      const workload = await stationWith(name, bytes);
      for (const kind of kinds) await compare(workload, kind, ceph, rounds);
      rmSync(workload.dataDir, { recursive: true });
    }
  } finally {
    stopCeph(ceph);
  }
}

async function compare(workload: Workload, kind: 'directory' | 'bucket', ceph: Ceph, rounds: number): Promise<void> {
  const methods =
    kind === 'bucket' ? (['ours', 'rclone', 'rclone --download'] as const) : (['ours', 'rclone'] as const);
  const spent: Record<(typeof methods)[number], Spent[]> = { ours: [], rclone: [], 'rclone --download': [] };
  for (let round = 0; round < rounds; round += 1)
    for (const method of shuffled(methods)) {
      const to = kind === 'directory' ? await newDirectory() : await newPlace(ceph);
      settle();
      spent[method].push(
        method === 'ours' ? await ours(workload, to) : rclone(workload, to, method === 'rclone --download'),
      );
      to.remove();
    }
  say(`\n${workload.name} to a ${kind}, medians of ${String(rounds)} interleaved rounds`);
  for (const method of methods) {
    const all = spent[method];
    const seconds = median(all.map((s) => s.seconds));
    const rate = (workload.bytes / seconds / MiB).toFixed(0);
    const cpu = median(all.map((s) => s.cpu)).toFixed(2);
    say(`  ${method.padEnd(17)} ${seconds.toFixed(2)} s  ${rate} MiB/s  ${cpu} s of the processor`);
  }
  const ratio = (peer: 'rclone' | 'rclone --download', of: (s: Spent) => number): number =>
    median(spent[peer].map(of)) / median(spent.ours.map(of));
  for (const peer of methods) {
    if (peer === 'ours') continue;
    const check = peer === 'rclone' ? 'rclone check' : 'rclone check --download';
    against(
      `sync against rclone copy; ${check}`,
      ratio(peer, (s) => s.seconds),
      1.2,
      'more',
      'x',
    );
    say(`  time of the processor, ${peer} to ours: ${ratio(peer, (s) => s.cpu).toFixed(2)}x`);
  }
}

interface Place {
  /** The block for config.toml. */
  readonly block: string;
  /** As rclone writes it. */
  readonly remote: string;
  readonly remove: () => void;
}

let places = 0;

async function newDirectory(): Promise<Place> {
  places += 1;
  const path = join(scratch, `archive-${String(places)}`);
  mkdirSync(path);
  const id = await initialiseDirectoryArchive(path, systemClock);
  return {
    block: `[[archive.target]]\nname = "a${String(places)}"\npath = "${path}"\nid = "${id}"\n`,
    remote: join(path, 'rclone'),
    remove: () => {
      rmSync(path, { recursive: true });
    },
  };
}

async function newPlace(ceph: Ceph): Promise<Place> {
  places += 1;
  const bucket: Bucket = await newBucket(ceph, 'compliance');
  const { settings, account } = bucket;
  const file = join(scratch, `key-${String(places)}`);
  writeFileSync(file, `access_key_id = ${account.accessKeyId}\nsecret_access_key = ${account.secretAccessKey}\n`, {
    mode: 0o600,
  });
  const remote = [
    ':s3,provider=Ceph,env_auth=false,force_path_style=true,no_check_bucket=true',
    `access_key_id=${account.accessKeyId}`,
    `secret_access_key=${account.secretAccessKey}`,
    `endpoint='${ceph.endpoint}':${settings.bucket}/rclone`,
  ].join(',');
  return {
    block: `[[archive.target]]\nname = "a${String(places)}"\nid = "${settings.archiveId}"\nendpoint = "${ceph.endpoint}"
bucket = "${settings.bucket}"\nlock = "compliance"\ncredentials = { file = "${file}" }\n`,
    remote,
    remove: () => {
      bucket.admin.destroy();
    },
  };
}

/** As it was before anything went: its originals are the very same files. */
function copyOf(station: string): string {
  const copy = `${station}-${String(places)}`;
  run('cp', ['-al', station, copy]);
  const own = 'cp -p "$0" "$0.own" && mv "$0.own" "$0"';
  run('find', [
    copy,
    '-path',
    join(copy, 'originals'),
    '-prune',
    '-o',
    '-type',
    'f',
    '-exec',
    'sh',
    '-c',
    own,
    '{}',
    ';',
  ]);
  return copy;
}

async function ours({ dataDir: prepared, config }: Workload, { block }: Place): Promise<Spent> {
  const dataDir = copyOf(prepared);
  writeFileSync(join(dataDir, 'config.toml'), `${config}\n${block}`);
  const station = await openStation(dataDir);
  try {
    station.startDocking();
    const status = async () => (await station.queries.status()).archives[0];
    const all = (await station.queries.ask('gate.summary', { first: 0 })).ready.clips;
    // Ordered when the archive was configured, as each is else when it is labelled.
    while (((await status())?.waiting.records.orders ?? 0) < all) await sleep(LOOK_MS);
    const cpu = process.cpuUsage();
    const began = performance.now();
    await station.syncNow('bench');
    for (;;) {
      const now = await status();
      if (now?.live?.asked !== true && now?.live?.busy !== true) break;
      await sleep(LOOK_MS);
    }
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const { done, waiting } = (await status()) ?? {};
    if (done?.contents.orders !== all || waiting?.records.orders !== 0)
      throw new Error(`not everything is archived: ${JSON.stringify(await status())}`);
    return { seconds, cpu: (user + system) / 1e6 };
  } finally {
    await station.stop();
    rmSync(dataDir, { recursive: true });
  }
}

function rclone({ dataDir }: Workload, { remote }: Place, isDownloading: boolean): Spent {
  const script = `TIMEFORMAT='%R %U %S'; time { rclone copy -q "$1" "$2" && sync && rclone check -q $3 "$1" "$2"; }`;
  const check = isDownloading ? '--download' : '';
  const said = execFileSync('bash', ['-c', `{ ${script} } 2>&1`, 'bash', join(dataDir, 'originals'), remote, check], {
    encoding: 'utf8',
    // Not what a station has in its environment for others.
    env: { PATH: process.env['PATH'], HOME: scratch },
  });
  const [seconds = 0, user = 0, system = 0] = (said.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { seconds, cpu: user + system };
}

/** Clips that may go to the archive, taken in and labelled. */
async function stationWith(name: string, sizes: readonly number[]): Promise<Workload> {
  const folder = sourceFolder('sync');
  sizes.forEach((bytes, i) => {
    writeFileSync(join(folder, 'DCIM', `c${String(i)}.mp4`), randomBytes(bytes));
  });
  const dataDir = await newStation(`sync-${name.replace(/\W/g, '')}`, {});
  const file = join(dataDir, 'config.toml');
  const config = readFileSync(file, 'utf8')
    .replace(/^thumbnails = .*$/m, 'thumbnails = false')
    .replace(/^previews = .*$/m, 'previews = false')
    // Never by itself.
    .replace(/^start = .*$/m, 'start = "0 0 29 2 1"');
  writeFileSync(file, config);
  const station = await openStation(dataDir);
  await secondsToStore(station, folder);
  await station.described();
  rmSync(folder, { recursive: true });
  for (;;) {
    const { missing } = await station.queries.ask('gate.summary', { first: LABELLED_AT_ONCE });
    const some = missing.find((m) => m.what === 'label')?.first ?? [];
    if (some.length === 0) break;
    await station.act('label.put', { clips: some, fields: FIELDS }, 'bench');
  }
  await station.stop();
  return { name, bytes: sizes.reduce((sum, b) => sum + b, 0), dataDir, config };
}
