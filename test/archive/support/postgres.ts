/** A PostgreSQL of the test's own: on a socket in a temporary folder, by another user where we are root. Up in a second or two. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

/** Plain data: it goes from the set-up of the run to the test files. */
export interface Postgres {
  readonly dir: string;
  /** Of the administrator, without a database. */
  readonly url: string;
}

/** PostgreSQL does not run as root. */
const USER = 'nobody';
const PROGRAMS = '/usr/lib/postgresql';

/**
 * @param settings as `name=value`, for what is measured
 * @param dir a folder that outlives the run (see `restPostgres`); what an earlier one left in it is there again
 */
export function startPostgres(settings: readonly string[] = [], dir = temporary()): Postgres {
  mkdirSync(dir, { recursive: true });
  if (process.getuid?.() === 0) chownSync(dir, idOf('-u'), idOf('-g'));
  chmodSync(dir, 0o755);
  if (!existsSync(join(dir, 'data')))
    must(
      program('initdb', '-D', join(dir, 'data'), '-U', 'admin', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'),
    );
  const postgres = { dir, url: `postgresql://admin@localhost/?host=${encodeURIComponent(dir)}` };
  restartPostgres(postgres, settings);
  return postgres;
}

/** Sockets have short names only: not below a long temporary folder. */
const temporary = (): string => mkdtempSync('/tmp/bwc-pg-');

/** With everything it had committed. */
export function restartPostgres({ dir }: Postgres, settings: readonly string[] = []): void {
  // What is killed here is the server, never the machine: what was handed to the kernel stays.
  const options = ['listen_addresses=', 'max_connections=120', 'fsync=off', ...settings]
    .map((setting) => ` -c ${setting}`)
    .join('');
  must(program('pg_ctl', '-D', join(dir, 'data'), '-o', `-k ${dir}${options}`, '-l', join(dir, 'log'), '-w', 'start'));
}

/** The whole server, from one moment to the next. */
export function killPostgres({ dir }: Postgres): void {
  const main = Number(readFileSync(join(dir, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const children = readFileSync(`/proc/${String(main)}/task/${String(main)}/children`, 'utf8')
    .trim()
    .split(' ');
  const all = [main, ...children.map(Number)];
  for (const pid of all)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It went with the others.
    }
  while (all.some(runs));
  // Nobody may be there to bury it, and what is not buried looks alive to the next one.
  rmSync(join(dir, 'data', 'postmaster.pid'));
  rmSync(join(dir, '.s.PGSQL.5432.lock'));
}

function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}

export function stopPostgres({ dir }: Postgres): void {
  program('pg_ctl', '-D', join(dir, 'data'), '-m', 'immediate', 'stop');
  rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Down in order, and kept. */
export function restPostgres({ dir }: Postgres): void {
  must(program('pg_ctl', '-D', join(dir, 'data'), '-m', 'fast', '-w', '-t', '600', 'stop'));
}

let databases = 0;

/** A new, empty database. @returns its address, for the administrator or for whom is named */
export async function newDatabase({ url }: Postgres, encoding = 'UTF8'): Promise<(user?: string) => string> {
  databases += 1;
  const name = `t${String(process.pid)}_${String(databases)}`;
  const locale = encoding === 'UTF8' ? '' : ` LC_COLLATE 'C' LC_CTYPE 'C'`;
  await asAdmin(url, 'postgres', `CREATE DATABASE ${name} ENCODING '${encoding}'${locale} TEMPLATE template0`);
  return (user = 'admin') => addressOf(url, name, user);
}

/** Runs a statement of the administrator's own, past everything that is under test. */
export async function asAdmin(url: string, database: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: addressOf(url, database, 'admin') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const addressOf = (url: string, database: string, user: string): string =>
  url.replace('localhost/', `localhost/${database}`).replace('admin@', `${user}@`);

const idOf = (flag: '-u' | '-g'): number => Number(spawnSync('id', [flag, USER], { encoding: 'utf8' }).stdout);

function program(name: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  const [version = ''] = readdirSync(PROGRAMS).sort((a, b) => Number(b) - Number(a));
  const command = [join(PROGRAMS, version, 'bin', name), ...args];
  const [first = '', ...rest] =
    process.getuid?.() === 0
      ? ['setpriv', `--reuid=${USER}`, `--regid=${String(idOf('-g'))}`, '--clear-groups', ...command]
      : command;
  // What stays up must not hold our pipes open.
  return spawnSync(first, rest, {
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', name === 'initdb' ? 'pipe' : 'ignore'],
  });
}

function must({ status, error, stderr }: SpawnSyncReturns<string>): void {
  if (status !== 0) throw new Error(`PostgreSQL: ${error?.message ?? stderr}`);
}
