/** Scratch space and a station to measure: the built program, as it ships. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '../../src/station/config.js';
import type * as InitModule from '../../src/station/init.js';
import type * as StationModule from '../../src/station/station.js';
import type * as TimeModule from '../../src/domain/time.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;

const { initStation } = (await import(dist('station/init.js'))) as typeof InitModule;
const { Station } = (await import(dist('station/station.js'))) as typeof StationModule;
const { systemClock } = (await import(dist('domain/time.js'))) as typeof TimeModule;

export type OpenStation = StationModule.Station;

export const scratch = mkdtempSync(join(tmpdir(), 'bwc-bench-'));
/** Folders in memory, for sources. */
const inMemory: string[] = [];
process.on('exit', () => {
  for (const dir of [scratch, ...inMemory]) rmSync(dir, { recursive: true, force: true });
});

export const run = (command: string, args: readonly string[]): void => {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
};

/** Waits until what was written before is on the disk, so that one method does not pay for another. */
export const settle = (): void => {
  run('sync', []);
};

/** @param extraDrivers modules of drivers that read cameras which are made for the occasion */
export async function newStation(
  name: string,
  change: Partial<Config['ingest']> = {},
  extraDrivers: readonly string[] = [],
): Promise<string> {
  const dataDir = join(scratch, name);
  rmSync(dataDir, { recursive: true, force: true });
  await initStation(
    { dataDir, name: 'bench', unit: 'bench', mountRoots: [join(scratch, 'nowhere')], extraDrivers, actor: 'bench' },
    systemClock,
  );
  const file = join(dataDir, 'config.toml');
  let text = readFileSync(file, 'utf8');
  for (const [key, value] of Object.entries(change))
    text = text.replace(new RegExp(`^${key} = .*$`, 'm'), `${key} = ${JSON.stringify(value)}`);
  writeFileSync(file, text);
  return dataDir;
}

export const openStation = (dataDir: string): Promise<OpenStation> =>
  Station.open({ dataDir, role: 'bench', actor: 'bench', clock: systemClock, log: pino({ level: 'silent' }) });

/** Seconds from the call to the end of the visit: recognised, listed, copied, verified, recorded. */
export async function secondsToStore(station: OpenStation, folder: string): Promise<number> {
  const began = performance.now();
  for await (const event of station.ingest(folder, 'bench')) {
    if (event.type === 'closed') {
      if (event.outcome !== 'complete')
        throw new Error(`the visit ended ${event.outcome}: ${JSON.stringify(event.tally)}`);
      return (performance.now() - began) / 1000;
    }
  }
  throw new Error('the visit did not close');
}

/** A folder in memory: the source must not be what is measured. */
export function sourceFolder(name: string): string {
  const dir = mkdtempSync(`/dev/shm/bwc-bench-${name}-`);
  inMemory.push(dir);
  mkdirSync(join(dir, 'DCIM'));
  return dir;
}
