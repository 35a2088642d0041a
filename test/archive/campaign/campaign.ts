/**
 * Stations that send everything they have to one bucket, while they and the engine are killed at random moments. Afterwards
 * what they say was archived is held against what lies there.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { parseKey, type ObjectKey } from '../../../src/archive/keys.js';
import { checkRecordChain } from '../../../src/archive/record/read.js';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import { auditCheckpoints } from '../../../src/archive/witness/audit.js';
import { monotonicMs, systemClock } from '../../../src/domain/time.js';
import { loadPublicKey } from '../../../src/store/custody/key.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { textOf } from '../../../src/store/verify/compare-row.js';
import { openStationReader, originOf } from '../../../src/store/station-store.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { OnRecord } from '../../records/support.js';
import { newBucket, type Bucket } from '../support/bucket.js';
import { killCeph, restartCeph, type Ceph } from '../support/ceph.js';

const CHILD = fileURLToPath(new URL('./station.mjs', import.meta.url));
/** Of the kills, those of the engine. */
const ENGINE_SHARE = 0.2;

export interface Campaign {
  readonly stations: number;
  readonly clips: number;
  /** How long anything is killed. */
  readonly seconds: number;
  readonly seed: number;
}

export interface Killed {
  stations: number;
  engine: number;
}

export async function runCampaign(ceph: Ceph, { stations, clips, seconds, seed }: Campaign): Promise<Killed> {
  const random = mulberry32(seed);
  const bucket = await newBucket(ceph, 'governance');
  const key = join((await OnRecord.open()).store.paths.root, 'archive.key');
  const { accessKeyId, secretAccessKey } = bucket.account;
  writeFileSync(key, `access_key_id = ${accessKeyId}\nsecret_access_key = ${secretAccessKey}\n`, { mode: 0o600 });
  const all: DataPaths[] = [];
  for (let i = 0; i < stations; i += 1) all.push(await stationWith(clips, bucket, key));
  const running = new Map<DataPaths, ChildProcess>();
  const finished = new Set<DataPaths>();
  const failures: string[] = [];
  const begin = (paths: DataPaths): void => {
    const child = spawn(process.execPath, [CHILD, paths.root, String(clips)], { stdio: ['ignore', 'ignore', 'pipe'] });
    running.set(paths, child);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('exit', (code, signal) => {
      running.delete(paths);
      if (code === 0) finished.add(paths);
      else if (signal === null) failures.push(said);
    });
  };
  const killed: Killed = { stations: 0, engine: 0 };
  const until = monotonicMs() + seconds * 1000;
  while (monotonicMs() < until) {
    // Those that are done begin again: another label is changed, and another record follows.
    for (const paths of all) if (!running.has(paths)) begin(paths);
    await sleep(200 + random() * 1800);
    if (random() < ENGINE_SHARE) {
      killCeph(ceph);
      killed.engine += 1;
      await sleep(random() * 1000);
      await restartCeph(ceph);
    } else {
      const child = [...running.values()][Math.floor(random() * running.size)];
      if (child?.kill('SIGKILL') === true) killed.stations += 1;
    }
  }
  finished.clear();
  while (finished.size < all.length && failures.length === 0) {
    for (const paths of all) if (!running.has(paths) && !finished.has(paths)) begin(paths);
    await sleep(100);
  }
  for (const child of running.values()) child.kill('SIGKILL');
  expect(failures).toEqual([]);
  const target = new S3Target(bucket.settings, systemClock);
  const acknowledged = new Set<string>();
  for (const paths of all) for (const one of await holdAgainst(paths, target, clips)) acknowledged.add(one);
  expect(await keysIn(target)).toEqual([...acknowledged].sort());
  target.close();
  bucket.admin.destroy();
  return killed;
}

async function stationWith(clips: number, { settings }: Bucket, key: string): Promise<DataPaths> {
  const station = await OnRecord.open();
  for (let i = 0; i < clips; i += 1) await ordinaryClip(station);
  const { paths } = station.store;
  station.store.close();
  appendFileSync(
    paths.config,
    `[[archive.target]]\nname = "bureau"\nid = "${settings.archiveId}"\nendpoint = "${settings.endpoint}"
bucket = "${settings.bucket}"\nlock = "governance"\ncredentials = { file = "${key}" }\n`,
  );
  return paths;
}

/** @returns the keys of what the station says was archived */
async function holdAgainst(paths: DataPaths, target: S3Target, clips: number): Promise<string[]> {
  const reader = openStationReader(paths);
  const { stationId } = reader.marker;
  const known = { origin: originOf(reader.marker), publicKey: loadPublicKey(paths) };
  const audit = auditCheckpoints(known, await target.witness(180).all(stationId));
  expect(audit.findings).toEqual([]);
  const entries = ['clip.archived', 'record.archived'].flatMap((kind) =>
    reader.custody.list({ kind, limit: 100_000, newestFirst: false }),
  );
  // The last checkpoint that was shown covers what was archived before it.
  expect(audit.proven?.size).toBeGreaterThan(entries.at(-1)?.seq ?? Infinity);
  const keys = entries.map(({ body }) => textOf(body['key']));
  expect(new Set(keys).size).toBe(keys.length);
  expect(entries.filter((e) => e.kind === 'clip.archived')).toHaveLength(clips);
  const records = new Map<string, Buffer[]>();
  for (const { kind, clipId, body } of entries) {
    const key = parseKey(textOf(body['key'])) as ObjectKey;
    const version = textOf(body['objectVersion']);
    const content = await buffer(await target.read(key, version));
    expect(createHash('sha256').update(content).digest('hex')).toBe(body['sha256']);
    const seen = await target.head(key, version);
    expect(seen?.retention?.until ?? '').toBe(body['retainUntil']);
    if (kind === 'record.archived') records.set(clipId ?? '', [...(records.get(clipId ?? '') ?? []), content]);
  }
  expect(records.size).toBe(clips);
  for (const chain of records.values()) expect(checkRecordChain(chain)).toEqual([]);
  reader.close();
  return keys;
}

async function keysIn(target: S3Target): Promise<string[]> {
  const keys: string[] = [];
  for (const prefix of ['originals/', 'records/'])
    for (let after: ObjectKey | null = null; ;) {
      const page = await target.list(prefix, after, 1000);
      keys.push(...page.objects.map((o) => o.key));
      after = page.next;
      if (after === null) break;
    }
  return keys.sort();
}

/** Numbers from 0 to 1 that follow from the seed: what is killed when can be had again, as far as processes keep time. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
