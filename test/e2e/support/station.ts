/** Data directories for tests: made by `bwc init`, their configuration adjusted, and looked into. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ClipView } from '../../../src/domain/clip.js';
import type { EventView } from '../../../src/store/repositories/custody-entries.js';
import type { VisitDetail } from '../../../src/web/api.js';
import type { StationStatus } from '../../../src/web/status.js';
import { bwcJson, FAULTY_DRIVER, scratch } from './bwc.js';
import { until } from './daemon.js';

/** TOML `key = value` lines to put in place of the ones that `bwc init` wrote. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

export interface TestStation {
  readonly dir: string;
  readonly data: string;
  /** The folder in which cameras appear. */
  readonly dock: string;
  /** Where virtual cameras lie while they are not docked. */
  readonly shelf: string;
  /** Makes the first administrator. */
  readonly firstCode: string;
}

/**
 * A fresh station that knows virtual cameras and looks at its dock five times a second.
 * @param dir where it is made; without it, a folder that is gone when the test is over
 */
export async function newStation(settings: Settings = {}, extra = '', dir = scratch()): Promise<TestStation> {
  const [data, dock, shelf] = [join(dir, 'data'), join(dir, 'dock'), join(dir, 'shelf')];
  mkdirSync(dock);
  mkdirSync(shelf);
  const { firstCode } = await bwcJson<{ firstCode: { code: string } }>([
    ...['init', '--data', data, '--unit', '思明中队', '--mount-root', dock],
  ]);
  configure(
    data,
    {
      extra_drivers: `[${JSON.stringify(FAULTY_DRIVER)}]`,
      rescan_seconds: 0.2,
      reserve: '"1 MiB"',
      port: 0,
      ...settings,
    },
    extra,
  );
  return { dir, data, dock, shelf, firstCode: firstCode.code };
}

export function configure(data: string, settings: Settings, extra = ''): void {
  const file = join(data, 'config.toml');
  let text = readFileSync(file, 'utf8');
  for (const [key, value] of Object.entries(settings)) {
    const line = new RegExp(`^${key} = .*$`, 'm');
    if (!line.test(text)) throw new Error(`config.toml has no ${key}`);
    text = text.replace(line, () => `${key} = ${String(value)}`);
  }
  writeFileSync(file, `${text}\n${extra}`);
}

/** What `bwc ingest --json` prints. */
export type IngestAnswer = VisitDetail & { readonly ended: string };

export const ingest = (data: string, folder: string, expectedCode = 0): Promise<IngestAnswer> =>
  bwcJson<IngestAnswer>(['ingest', folder, '--data', data], expectedCode);

export const clipsOf = (data: string, ...filter: string[]): Promise<ClipView[]> =>
  bwcJson(['clips', '--data', data, ...filter]);

/** What comes after a clip is stored, and goes to the archive as the next version of what is said of it: its media facts, its recording. */
export const described = (data: string): Promise<void> =>
  until(
    async () => (await bwcJson<StationStatus>(['status', '--data', data])).mediaPending === 0,
    () => 'clips that are not described',
  );

export const eventsOf = (data: string, ...filter: string[]): Promise<EventView[]> =>
  bwcJson(['events', '--data', data, ...filter]);

/** What `bwc verify --json` prints. */
export interface VerifyAnswer {
  readonly ok: boolean;
  readonly findings: readonly { readonly kind: string; readonly subject: string; readonly detail: string }[];
  readonly entries: number;
  readonly clips: number;
  readonly originalsRead: number;
  readonly complete: boolean;
}

export const verify = (data: string, expectedCode = 0): Promise<VerifyAnswer> =>
  bwcJson(['verify', '--data', data], expectedCode);

export const sha256Of = (file: string | Buffer): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

/** Behind the station's back: a connection without its rules. */
export function tamper(data: string, ...statements: string[]): void {
  const db = new Database(join(data, 'station.db'));
  try {
    db.pragma('foreign_keys = OFF');
    for (const sql of statements) db.exec(sql);
  } finally {
    db.close();
  }
}

/** The files of a visit that are not on the station, by path. */
export const remarksByPath = ({ remarks }: VisitDetail): Map<string, VisitDetail['remarks'][number]> =>
  new Map(remarks.map((r) => [r.path, r]));
