/** The station's own disk: what is on it is there after the power was cut. */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from './need.js';

/** @param content a folder whose content it begins with; empty without */
export function makeDataDisk(dir: string, megabytes: number, content?: string): string {
  const disk = join(dir, 'data.img');
  writeFileSync(disk, '');
  truncateSync(disk, megabytes * 2 ** 20);
  tool('mkfs.ext4', ['-q', '-F', ...(content === undefined ? [] : ['-d', content]), disk]);
  return disk;
}
