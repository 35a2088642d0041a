/** What a restore is about, kept in the directory it fills, so that one that was cut off goes on with the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { errnoOf } from '../../domain/errors.js';
import { replaceFileDurable } from '../../store/durable.js';

const schema = z.strictObject({
  /** Made anew for each restore; what the archives know it by. */
  id: z.string(),
  station: z.string(),
  backup: z.int().positive(),
  manifestSha256: z.string(),
  /** Id of the station that goes on with the log; its own where that is the same one. */
  continues: z.string(),
});
export type RestoreState = z.infer<typeof schema>;

const fileIn = (dataDir: string): string => join(dataDir, 'restore.json');

/** @returns undefined where none is under way */
export function readRestoreState(dataDir: string): RestoreState | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

export const keepRestoreState = (dataDir: string, state: RestoreState): Promise<void> =>
  replaceFileDurable(fileIn(dataDir), `${JSON.stringify(state)}\n`, 0o640);
