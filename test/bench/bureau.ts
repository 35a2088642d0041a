/**
 * The bureau's catalogue: the first page of each kind of question and the one after it, over all stations. What is measured is the
 * processor's time of the server and of this program together: what else the machine does is not counted.
 */
import { readFileSync } from 'node:fs';
import type * as DatabaseModule from '../../src/bureau/database/database.js';
import type * as Migrate from '../../src/bureau/schema/migrate.js';
import type { BureauFilter } from '../../src/bureau/search/filter.js';
import type * as Search from '../../src/bureau/search/search.js';
import type * as Stats from '../../src/bureau/stats.js';
import { asAdmin, restPostgres, startPostgres, stopPostgres, type Postgres } from '../archive/support/postgres.js';
import { fillBureau } from './bureau-data.js';
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

const day = (i: number): string =>
  `202${String(1 + (i % 5))}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
const officer = (i: number): string => String(350_000 + i * 131);

/** Each asked with other values every time. */
const QUESTIONS: Readonly<Record<string, (i: number, clips: number) => BureauFilter>> = {
  everything: () => ({}),
  'a party of two characters': (i) => ({ party: ['王伟', '李芳', '张敏', '刘强', '陈静'][i % 5] }),
  'a kind of shop': (i) => ({ party: ['食品店', '便利店', '烧烤摊', '药房'][i % 4] }),
  'one shop of many': (i) => ({ party: ['福顺万食品店', '泰丰吉利', '宏达安康', '聚德裕昌', '顺福和便利店'][i % 5] }),
  'a date': (i) => ({ from: day(i), to: day(i) }),
  'a month': (i) => ({ from: `${day(i).slice(0, 7)}-01`, to: `${day(i).slice(0, 7)}-28` }),
  'a road': (i) => ({ place: ['湖滨南路', '鹭江道', '演武路', '仙岳路'][i % 4] }),
  'a house': (i) => ({ place: `湖滨南路${String(1 + i * 97)}号` }),
  'a kind of event': (i) => ({ event: ['行政检查', '行政处罚', '行政强制', '信访接待', '联合执法'][i % 5] }),
  'an officer by number': (i) => ({ officer: officer(i) }),
  'an officer by name': (i) => ({ officer: ['王伟', '李芳', '周磊', '韩英'][i % 4] }),
  'a case': (i, clips) => ({
    case: `厦城执〔${String(2021 + ((i * 37) % 5))}〕${String(Math.min(i * 37, Math.ceil(clips / 20) - 1))}号`,
  }),
  'a camera': (i) => ({ camera: `DSJ${String(i * 49).padStart(5, '0')}` }),
  'a station': (i) => ({ station: `st-${String(i % 50).padStart(10, '0')}` }),
  'a category': (i) => ({ category: ['日常执法检查', '案件办理', '信访处置', '其他'][i % 4] }),
  'what is late': () => ({ marks: ['late'] }),
  'photos of an event': (i) => ({ kind: 'photo', event: ['行政检查', '联合执法'][i % 2] }),
  'free text, two characters': (i) => ({ text: ['噪声', '油烟', '渣土', '搭建', '张伟', '巡查'][i % 6] }),
  'free text, two words': (i) => ({ text: ['噪声 湖滨南路', '油烟 烧烤摊', '渣土 演武路', '搭建 王伟'][i % 4] }),
  'free text, common words that seldom meet': (i) => ({
    text: ['占道经营 药房 鹭江道', '无证经营 洗车场 信访接待'][i % 2],
  }),
  'free text, nothing': (i) => ({ text: ['从来没有', '独一无二'][i % 2] }),
  'free text and an officer': (i) => ({ text: '噪声', officer: officer(i) }),
  'an event, a station and a year': (i) => ({
    ...{ event: '行政处罚', station: `st-${String(i % 50).padStart(10, '0')}`, from: '2024-01-01', to: '2024-12-31' },
  }),
  'a party in a year': (i) => ({ party: ['王伟', '食品店'][i % 2], from: '2023-01-01', to: '2023-12-31' }),
  'a category that is no longer used': () => ({ category: '疫情防控检查' }),
  'free text that is no longer used': () => ({ text: '疫情' }),
};

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

async function questions(db: DatabaseModule.Database, clips: number, spent: () => number): Promise<void> {
  const every: number[] = [];
  for (const [what, filterAt] of Object.entries(QUESTIONS)) {
    const times: number[] = [];
    let found = 0;
    for (let i = 0; i < RUNS; i += 1) {
      const filter = filterAt(i, clips);
      const ask = async (after: Parameters<typeof searchBureau>[3]) => {
        const began = spent();
        const page = await searchBureau(db, filter, '-start', after, PAGE);
        times.push(spent() - began);
        return page;
      };
      const first = await ask(null);
      found += first.rows.length;
      if (first.next !== null) await ask(first.next);
    }
    every.push(...times);
    against(
      `${what}: p50 ${at(times, 0.5)}, max ${at(times, 1)}, ${(found / RUNS).toFixed(0)} rows; p95`,
      Number(at(times, 0.95)),
      BAR_MS,
      'less',
      ' ms',
    );
  }
  against(
    `all of them: p50 ${at(every, 0.5)}, max ${at(every, 1)}; p95`,
    Number(at(every, 0.95)),
    BAR_MS,
    'less',
    ' ms',
  );
}

function at(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN).toFixed(1);
}
