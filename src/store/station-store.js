/** The opened data directory: one writer with its repositories and custody log, or a reader beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { toInstant } from '../domain/time.js';
import { CheckpointSigner } from './custody/signer.js';
import { loadPublicKey, loadStationKey } from './custody/key.js';
import { CustodyLog } from './custody/log.js';
import { assertTailIntact } from './custody/tail.js';
import { openReader, openWriter } from './database.js';
import { StoreError } from './errors.js';
import { Alarms } from './repositories/alarms.js';
import { Cameras } from './repositories/cameras.js';
import { Clips } from './repositories/clips.js';
import { CustodyEntries } from './repositories/custody-entries.js';
import { Originals } from './repositories/originals.js';
import { VisitEntries } from './repositories/visit-entries.js';
import { Visits } from './repositories/visits.js';
/** The data directory's format; another number is another program's. */
export const FORMAT = 1;
const markerSchema = z.object({ format: z.number().int(), stationId: z.string().min(1), createdAt: z.string() });
/** The caller holds the writer lock. @throws StoreError where the directory is not one the station may write to */
export function openStationStore(paths, options) {
  const marker = readMarker(paths);
  const db = openWriter(paths.database);
  try {
    const repositories = repositoriesOf(db);
    const log = new CustodyLog(db, options);
    assertTailIntact(repositories.custody, log.head().size);
    const signer = CheckpointSigner.open(db, log, paths, originOf(marker), loadStationKey(paths), options.clock);
    const transaction = (act) => db.transaction(act).immediate();
    return {
      ...repositories,
      paths,
      marker,
      log,
      signer,
      transaction,
      raiseAlarm: (kind, subject, details) =>
        transaction(() => {
          const isNew = repositories.alarms.raise(kind, subject, toInstant(options.clock.now()), details);
          if (isNew) log.append('alarm.raised', { alarm: kind, subject, details });
          return isNew;
        }),
      clearAlarm: (kind, subject) => {
        transaction(() => {
          if (repositories.alarms.clear(kind, subject, toInstant(options.clock.now())))
            log.append('alarm.cleared', { alarm: kind, subject });
        });
      },
      close: () => {
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}
/** A view of the directory that can change nothing in it; works beside a running daemon and without one. */
export function openStationReader(paths) {
  const marker = readMarker(paths);
  loadPublicKey(paths);
  const db = openReader(paths.database);
  return {
    ...repositoriesOf(db),
    paths,
    marker,
    close: () => {
      db.close();
    },
  };
}
/** The name under which the station signs checkpoints. */
export const originOf = (marker) => `bwc-station/${marker.stationId}`;
/** @throws StoreError `bwc.data.missing`, `bwc.data.half_initialised`, `bwc.data.version` */
export function readMarker(paths) {
  if (!existsSync(paths.marker)) {
    const begun = [paths.config, paths.privateKey, paths.database].some((file) => existsSync(file));
    throw begun
      ? new StoreError('bwc.data.half_initialised', `${paths.root} was only half initialised`, { dataDir: paths.root })
      : new StoreError('bwc.data.missing', `${paths.root} is no data directory of a station`, { dataDir: paths.root });
  }
  let value;
  try {
    value = JSON.parse(readFileSync(paths.marker, 'utf8'));
  } catch {
    value = undefined;
  }
  const parsed = markerSchema.safeParse(value);
  if (!parsed.success) {
    throw new StoreError('bwc.data.version', `${paths.marker} is damaged`, { file: paths.marker });
  }
  if (parsed.data.format !== FORMAT) {
    throw new StoreError(
      'bwc.data.version',
      `${paths.root} has format ${String(parsed.data.format)}; this program writes format ${String(FORMAT)}`,
      { dataDir: paths.root, version: parsed.data.format, known: FORMAT },
    );
  }
  return parsed.data;
}
function repositoriesOf(db) {
  const entries = new VisitEntries(db);
  return {
    db,
    entries,
    cameras: new Cameras(db),
    visits: new Visits(db, entries),
    originals: new Originals(db),
    clips: new Clips(db),
    alarms: new Alarms(db),
    custody: new CustodyEntries(db),
  };
}
