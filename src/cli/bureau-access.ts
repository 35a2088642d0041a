/** A command's way to the bureau's database and to the archives it names. Loaded only where it is asked for. */
import { resolve } from 'node:path';
import type { Database } from '../bureau/database/database.js';
import type { OpenedArchive } from '../bureau/import/opened-archive.js';
import { BwcError } from '../domain/errors.js';
import { systemClock } from '../domain/time.js';
import type { Command } from './io.js';
import { textOption } from './options.js';
import type { CommandSpec } from './program.js';

type Options = Parameters<CommandSpec['run']>[2];

export const DATABASE_OPTION = { flags: '--database <url>', describe: 'bureau.database' } as const;

/** @throws BwcError `bwc.bureau.*` */
export async function withDatabase<T>(
  command: Command,
  options: Options,
  use: (db: Database) => Promise<T>,
): Promise<T> {
  const url = textOption(options['database']) ?? command.env['BWC_BUREAU_DATABASE'];
  if (url === undefined || url === '')
    throw new BwcError('bwc.bureau.database', 'no --database and no BWC_BUREAU_DATABASE');
  const { Database } = await import('../bureau/database/database.js');
  const db = await Database.open(url);
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}

/** Directories, and buckets as a file describes them; each opened before anything is done. @throws ArchiveError where one cannot be */
export async function withArchives<T>(
  command: Command,
  places: readonly string[],
  use: (archives: readonly OpenedArchive[]) => Promise<T>,
): Promise<T> {
  const { archiveAt } = await import('../station/archive-at.js');
  const archives: OpenedArchive[] = [];
  try {
    for (const place of places) {
      const { archiveId, target } = archiveAt(resolve(command.cwd, place), systemClock);
      archives.push({ id: archiveId, shown: place, target });
    }
    return await use(archives);
  } finally {
    for (const { target } of archives) target.close();
  }
}
