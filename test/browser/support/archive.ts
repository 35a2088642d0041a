/** A bureau archive in a folder beside the station. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { systemClock } from '../../../src/domain/time.js';

/** @returns what the configuration says of it */
export async function archiveBeside(dir: string): Promise<string> {
  const path = join(dir, '局档案');
  await mkdir(path);
  const id = await initialiseDirectoryArchive(path, systemClock);
  return `[[archive.target]]\nname = "bureau"\nid = ${JSON.stringify(id)}\npath = ${JSON.stringify(path)}\n`;
}
