/**
 * An archive into the catalogue: what is new of every registered station. Nothing is believed for being there. Stopped
 * anywhere, it goes on from what was committed; done again, it finds nothing to do.
 */
import { toInstant, type Clock } from '../../domain/time.js';
import type { Database } from '../database/database.js';
import { mustBeCurrent, zoneOf } from '../schema/migrate.js';
import { storable } from '../search/tokens.js';
import { importCheckpoints } from './import-checkpoints.js';
import { importRecords } from './import-records.js';
import type { RegisteredStation } from './judge-record.js';
import { foldersOf, type OpenedArchive } from './opened-archive.js';
import { registeredStation } from './stations.js';
import { Tally, type ImportTally } from './tally.js';

export interface Importing {
  readonly db: Database;
  readonly archive: OpenedArchive;
  readonly clock: Clock;
  /** The bureau's. */
  readonly zone: string;
  readonly tally: Tally;
  /** Told after every batch. */
  readonly onProgress: (seen: number) => void;
}

/** @throws ArchiveError where the archive cannot be read; BwcError `bwc.bureau.*` */
export async function importArchive(
  db: Database,
  archive: OpenedArchive,
  clock: Clock,
  onProgress: (seen: number) => void = () => undefined,
): Promise<ImportTally> {
  await mustBeCurrent(db);
  const began = toInstant(clock.now());
  const importing = { db, archive, clock, zone: await zoneOf(db), tally: new Tally(), onProgress };
  for (const name of await stationsIn(archive)) {
    const station = await registeredStation(db, name);
    if (station === null) importing.tally.unregistered(name);
    else await importStation(importing, station);
  }
  const result = importing.tally.result(archive.shown, archive.id);
  await db.query('SELECT bureau.note_import($1, $2, $3)', [archive.id, began, storable(result)]);
  return result;
}

/** Checkpoints first: the roots of records are held against them. */
async function importStation(importing: Importing, station: RegisteredStation): Promise<void> {
  importing.tally.station();
  await importCheckpoints(importing, station);
  await importRecords(importing, station);
}

async function stationsIn({ target }: OpenedArchive): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const prefix of ['checkpoints/', 'records/'])
    for await (const name of foldersOf(target, prefix)) found.add(name);
  return [...found].sort();
}
