/**
 * Stations that send everything they have to one bucket and take it off their cards then, and a bureau that imports it, while
 * they, the engine and PostgreSQL are killed at random moments. Afterwards what they say was archived is held against what
 * lies there, the cards and the catalogue against both.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import { monotonicMs, systemClock } from '../../../src/domain/time.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { OnRecord } from '../../records/support.js';
import { newStoreOfItsOwn } from '../../store/support.js';
import { newBucket, type Bucket } from '../support/bucket.js';
import { killCeph, restartCeph, type Ceph } from '../support/ceph.js';
import { killPostgres, restartPostgres, type Postgres } from '../support/postgres.js';
import { Bureau } from './bureau.js';
import { insertCard, isEmpty, type Card } from './card.js';
import { holdAgainst, keysIn } from './hold-against.js';

const CHILD = fileURLToPath(new URL('./station.mjs', import.meta.url));
/** In every seven kills each of these is there, in an order of their own. */
const DECK = ['station', 'engine', 'station', 'postgres', 'station', 'import', 'station'] as const;
/** Runs that are not killed: one to archive what is left, one to take it off the card, one more to settle what was doubtful. */
const QUIET_RUNS = 3;

export interface Campaign {
  readonly stations: number;
  readonly clips: number;
  /** How long anything is killed. */
  readonly seconds: number;
  readonly seed: number;
}

export interface Told {
  readonly killed: Record<'stations' | 'engine' | 'postgres' | 'imports', number>;
  /** Imports that ran to their end while the killing went on. */
  readonly imports: number;
  readonly records: number;
  /** Files that are gone from the cards. */
  readonly gone: number;
}

interface OneOfThem {
  readonly paths: DataPaths;
  readonly card: Card;
}

export async function runCampaign(ceph: Ceph, postgres: Postgres, campaign: Campaign): Promise<Told> {
  const { stations, clips, seconds, seed } = campaign;
  const random = mulberry32(seed);
  const bucket = await newBucket(ceph, 'governance');
  const folder = (await OnRecord.open()).store.paths.root;
  const archive = describeBucket(bucket, join(folder, 'archive.key'));
  const all: OneOfThem[] = [];
  for (let i = 0; i < stations; i += 1) all.push(await stationWith(clips, archive, `CARD-${String(i)}`));
  const bureau = await Bureau.open(
    postgres,
    all.map(({ paths }) => paths),
    folder,
    archive,
  );
  const running = new Map<OneOfThem, ChildProcess>();
  const finished = new Set<OneOfThem>();
  const failures: string[] = [];
  const begin = (one: OneOfThem): void => {
    const child = spawn(process.execPath, [CHILD, one.paths.root, String(clips)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.set(one, child);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('exit', (code, signal) => {
      running.delete(one);
      if (code === 0) finished.add(one);
      else if (signal === null) failures.push(said);
    });
  };
  const killed = { stations: 0, engine: 0, postgres: 0, imports: 0 };
  const until = monotonicMs() + seconds * 1000;
  const deck: (typeof DECK)[number][] = [];
  bureau.begin();
  while (monotonicMs() < until && failures.length === 0) {
    // Those that are done begin again: another label is changed, and another record follows.
    for (const one of all) if (!running.has(one)) begin(one);
    await sleep(200 + random() * 1800);
    if (deck.length === 0) deck.push(...DECK);
    const [what] = deck.splice(Math.floor(random() * deck.length), 1);
    if (what === 'engine') {
      killCeph(ceph);
      killed.engine += 1;
      await sleep(random() * 1000);
      await restartCeph(ceph);
    } else if (what === 'postgres') {
      killPostgres(postgres);
      killed.postgres += 1;
      restartPostgres(postgres);
    } else if (what === 'import') {
      if (bureau.kill()) killed.imports += 1;
    } else {
      const child = [...running.values()][Math.floor(random() * running.size)];
      if (child?.kill('SIGKILL') === true) killed.stations += 1;
    }
  }
  await bureau.stop();
  const imports = bureau.ended;
  for (let run = 1; run <= QUIET_RUNS; run += 1) {
    for (const one of all) if (run === 1 || !isEmpty(one.card)) finished.delete(one);
    while (finished.size < all.length && failures.length === 0) {
      for (const one of all) if (!running.has(one) && !finished.has(one)) begin(one);
      await sleep(100);
    }
  }
  for (const child of running.values()) child.kill('SIGKILL');
  expect(failures).toEqual([]);
  const target = new S3Target(bucket.settings, systemClock);
  const acknowledged = new Set<string>();
  let gone = 0;
  for (const { paths, card } of all) {
    const held = await holdAgainst(paths, card, target, clips);
    for (const key of held.keys) acknowledged.add(key);
    gone += held.gone;
  }
  expect(await keysIn(target)).toEqual([...acknowledged].sort());
  const records = new Set([...acknowledged].filter((key) => key.startsWith('records/')));
  const digests = new Set(all.flatMap(({ card }) => [...card.files.values()]));
  await bureau.holdAgainst(records, digests);
  target.close();
  bucket.admin.destroy();
  return { killed, imports, records: records.size, gone };
}

/** As a station's configuration has it, and the file that the bureau reads. */
function describeBucket({ settings, account }: Bucket, key: string): string {
  const { accessKeyId, secretAccessKey } = account;
  writeFileSync(key, `access_key_id = ${accessKeyId}\nsecret_access_key = ${secretAccessKey}\n`, { mode: 0o600 });
  return `[[archive.target]]\nname = "bureau"\nid = "${settings.archiveId}"\nendpoint = "${settings.endpoint}"
bucket = "${settings.bucket}"\nlock = "governance"\ncredentials = { file = "${key}" }\n`;
}

/** Its clips are stored and labelled, and lie on its card as well. */
async function stationWith(clips: number, archive: string, card: string): Promise<OneOfThem> {
  const station = await OnRecord.open(undefined, newStoreOfItsOwn);
  const { store } = station;
  const contents: Buffer[] = [];
  for (let i = 0; i < clips; i += 1) {
    const stored = store.clips.get(await ordinaryClip(station))?.storedPath ?? '';
    contents.push(readFileSync(join(store.paths.root, stored)));
  }
  const { paths } = store;
  store.close();
  const inserted = insertCard(paths, card, contents);
  appendFileSync(paths.config, archive);
  return { paths, card: inserted };
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
