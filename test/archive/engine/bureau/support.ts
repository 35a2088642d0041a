/** A catalogue of its own for each test, and archives to import. */
import { inject, onTestFinished } from 'vitest';
import { initialiseDirectoryArchive } from '../../../../src/archive/targets/directory/initialise.js';
import { Database } from '../../../../src/bureau/database/database.js';
import { importArchive } from '../../../../src/bureau/import/import-archive.js';
import type { OpenedArchive } from '../../../../src/bureau/import/opened-archive.js';
import { registerStation } from '../../../../src/bureau/import/stations.js';
import type { ImportTally } from '../../../../src/bureau/import/tally.js';
import { migrate } from '../../../../src/bureau/schema/migrate.js';
import { systemClock } from '../../../../src/domain/time.js';
import { archiveAt } from '../../../../src/station/archive-at.js';
import type { SimulatedStation } from '../../../bureau/simulated-station.js';
import { tempFolder } from '../../../store/support.js';
import { newDatabase, type Postgres } from '../../support/postgres.js';

export const ZONE = 'Asia/Shanghai';

export async function connect(url: string): Promise<Database> {
  const db = await Database.open(url);
  onTestFinished(() => db.close());
  return db;
}

export interface Catalogue {
  readonly db: Database;
  readonly address: (user?: string) => string;
}

export async function newCatalogue(postgres: Postgres = inject('postgres')): Promise<Catalogue> {
  const address = await newDatabase(postgres);
  const db = await connect(address());
  await migrate(db, ZONE);
  return { db, address };
}

/** An archive that these stations have sent everything to. */
export async function archiveOf(...stations: readonly SimulatedStation[]): Promise<string> {
  const folder = await tempFolder();
  await initialiseDirectoryArchive(folder, systemClock);
  for (const station of stations) station.sendTo(folder);
  return folder;
}

export async function register(db: Database, ...stations: readonly SimulatedStation[]): Promise<void> {
  for (const { id, pem } of stations) await registerStation(db, id, pem);
}

/** @param place a folder, or the file that describes a bucket */
export function opened(place: string): OpenedArchive {
  const { archiveId, target } = archiveAt(place, systemClock);
  return { id: archiveId, shown: place, target };
}

export function importFrom(db: Database, place: string): Promise<ImportTally> {
  return importArchive(db, opened(place), systemClock);
}

/** Rows of every table that an import writes to. */
export async function rowsOf(db: Database): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ['clips', 'record_versions', 'events', 'station_checkpoints', 'objects', 'alarms']) {
    const [row] = await db.query<{ n: number }>(`SELECT count(*) AS n FROM bureau.${table}`);
    counts[table] = row?.n ?? 0;
  }
  return counts;
}
