/**
 * The bureau's catalogue: the first page of each kind of question, the one after it and one from years ago, over all stations.
 * Held against the bar is the processor's time of the server and of this program together: what else the machine does is not
 * counted. What passed on the clock stands beside it.
 */
import { readFileSync } from 'node:fs';
import type * as DatabaseModule from '../../src/bureau/database/database.js';
import type * as Migrate from '../../src/bureau/schema/migrate.js';
import type * as Search from '../../src/bureau/search/search.js';
import type * as Stats from '../../src/bureau/stats.js';
import { asAdmin, restPostgres, startPostgres, stopPostgres, type Postgres } from '../archive/support/postgres.js';
import { fillBureau } from './bureau-data.js';
import { QUESTIONS } from './bureau-questions.js';
import { against, say } from './report.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { Database } = (await import(dist('bureau/database/database.js'))) as typeof DatabaseModule;
const { migrate } = (await import(dist('bureau/schema/migrate.js'))) as typeof Migrate;
const { searchBureau } = (await import(dist('bureau/search/search.js'))) as typeof Search;
const { bureauStats } = (await import(dist('bureau/stats.js'))) as typeof Stats;

const BAR_MS = 100;
const PAGE = 50;
const RUNS = 20;
const SETTINGS = [
  ...[
    'shared_buffers=2GB',
    'maintenance_work_mem=3GB',
    'work_mem=32MB',
    'max_wal_size=8GB',
    'wal_level=minimal',
    'max_wal_senders=0',
  ],
  ...['jit=off', 'max_parallel_workers_per_gather=0', 'effective_cache_size=12GB', 'random_page_cost=1.1'],
];

/** @param kept a folder in which the catalogue stays for the next time; null: it is made and removed */
export async function benchBureau(clips: number, kept: string | null): Promise<void> {
  say(`\nthe bureau’s catalogue of ${String(clips)} clips of 50 stations`);
  const postgres = kept === null ? startPostgres(SETTINGS) : startPostgres(SETTINGS, kept);
  try {
    const db = await Database.open(await databaseOf(postgres, clips));
    await migrate(db, 'Asia/Shanghai');
    const began = performance.now();
    await fillBureau(db, clips);
    say(`  made in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    await sizes(db);
    const [server] = await db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const spent = (): number => processorMs(server?.pid ?? 0);
    await questions(db, clips, spent);
    const looked = spent();
    await bureauStats(db);
    say(`  stats: ${(spent() - looked).toFixed(1)} ms`);
    await db.close();
  } finally {
    if (kept === null) stopPostgres(postgres);
    else restPostgres(postgres);
  }
}

/** One for each number of clips, so that several are kept side by side. */
async function databaseOf({ url }: Postgres, clips: number): Promise<string> {
  const name = `clips_${String(clips)}`;
  await asAdmin(url, 'postgres', `CREATE DATABASE ${name} TEMPLATE template0`).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== '42P04') throw error;
  });
  return url.replace('localhost/', `localhost/${name}`);
}

/** Of the server's process and of this one so far, milliseconds. */
function processorMs(pid: number): number {
  const [onProcessor = '0'] = readFileSync(`/proc/${String(pid)}/schedstat`, 'utf8').split(' ');
  const { user, system } = process.cpuUsage();
  return Number(onProcessor) / 1e6 + (user + system) / 1000;
}

async function sizes(db: DatabaseModule.Database): Promise<void> {
  const rows = await db.query<{ name: string; mib: number }>(
    `SELECT relname AS name, pg_relation_size(oid) / 1048576 AS mib FROM pg_class
     WHERE relname LIKE 'clips%' AND pg_relation_size(oid) > 1048576 ORDER BY 2 DESC`,
  );
  say(`  MiB: ${rows.map(({ name, mib }) => `${name} ${String(Math.round(mib))}`).join(', ')}`);
}

interface Asked {
  /** Milliseconds of the server's and this program's processor time. */
  readonly spent: number;
  /** And as they passed, with all else that the machine does. */
  readonly passed: number;
}

async function questions(db: DatabaseModule.Database, clips: number, spent: () => number): Promise<void> {
  const every: Asked[] = [];
  for (const [what, filterAt] of Object.entries(QUESTIONS)) {
    const asked: Asked[] = [];
    let found = 0;
    for (let i = 0; i < RUNS; i += 1) {
      const filter = filterAt(i, clips);
      const ask = async (after: Parameters<typeof searchBureau>[3]) => {
        const [before, began] = [spent(), performance.now()];
        const page = await searchBureau(db, filter, '-start', after, PAGE);
        asked.push({ spent: spent() - before, passed: performance.now() - began });
        return page;
      };
      const first = await ask(null);
      found += first.rows.length;
      if (first.next !== null) await ask(first.next);
      // As far back as nobody turns pages, only to come from there.
      await ask({ sortAt: `202${String(2 + (i % 4))}-06-15T04:00:00.000Z`, n: 0 });
    }
    every.push(...asked);
    tell(what, asked, `, ${(found / RUNS).toFixed(0)} rows`);
  }
  tell('all of them', every);
}

function tell(what: string, asked: readonly Asked[], more = ''): void {
  const spent = asked.map((one) => one.spent);
  const passed = asked.map((one) => one.passed);
  against(
    `${what}: p50 ${at(spent, 0.5)}, max ${at(spent, 1)}${more}; as time passed p50 ${at(passed, 0.5)}, p95 ${at(passed, 0.95)}; p95`,
    Number(at(spent, 0.95)),
    BAR_MS,
    'less',
    ' ms',
  );
}

function at(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN).toFixed(1);
}
