/**
 * The disk of a station that was set up: the built program makes the data directory on this machine, as whoever installs a station
 * does before there are cameras. In the guest each of its starts takes ten seconds of an emulated processor.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataDisk } from './data-disk.js';
import { ARCHIVE, DATA, DISK, MOUNT_ROOT } from './guest-places.js';
import { MAIN, tool } from './need.js';

export interface StationSetup {
  /** False: clips are not read back from the disk before they count as verified. */
  readonly readBack?: false;
  /** With an archive on the same disk, and leave of this person to take off cameras what it has. */
  readonly eraseAuthorisedBy?: string;
}

/** @param dir a scratch folder of this machine */
export function makeStationDisk(dir: string, megabytes: number, setup: StationSetup = {}): string {
  const content = join(dir, 'data');
  const here = (place: string): string => join(content, place.slice(DISK.length));
  mkdirSync(content);
  bwc('init', '--data', here(DATA), '--unit', '思明中队', '--mount-root', MOUNT_ROOT);
  const file = join(here(DATA), 'config.toml');
  let config = readFileSync(file, 'utf8');
  const set = (key: string, value: string): void => {
    const line = new RegExp(`^${key} = .*`, 'm');
    if (!line.test(config)) throw new Error(`the configuration has no ${key}`);
    config = config.replace(line, `${key} = ${value}`);
  };
  set('previews', 'false');
  set('reserve', '"16 MiB"');
  if (setup.readBack === false) set('read_back', 'false');
  if (setup.eraseAuthorisedBy !== undefined) {
    mkdirSync(here(ARCHIVE));
    const made = JSON.parse(bwc('archive', 'init', here(ARCHIVE), '--json')) as { config: string };
    config += `\n${made.config.replaceAll(here(ARCHIVE), ARCHIVE)}\n`;
    // The first of the two that are there is that of erasing.
    set('authorised_by', `"${setup.eraseAuthorisedBy}"`);
    set('authorised_on', '"2024-01-01"');
  }
  writeFileSync(file, config);
  return makeDataDisk(dir, megabytes, content);
}

const bwc = (...args: readonly string[]): string => tool(process.execPath, [MAIN, ...args]);
