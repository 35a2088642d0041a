/** The opened data directory: one writer with its repositories and custody log, or a reader beside it. */
import type { AlarmKind } from '../domain/custody.js';
import type { Json } from '../domain/canonical-json.js';
import { toInstant, type Clock } from '../domain/time.js';
import { stationOrigin } from './custody/checkpoint.js';
import { CheckpointSigner } from './custody/signer.js';
import { loadPublicKey, loadStationKey } from './custody/key.js';
import { CustodyLog } from './custody/log.js';
import { assertTailIntact } from './custody/tail.js';
import { openReader, openWriter, type Db } from './database.js';
import { readMarker, type StationMarker } from './marker.js';
import type { DataPaths } from './paths.js';
import { Activities } from './repositories/activities.js';
import { Alarms } from './repositories/alarms.js';
import { ArchiveBags } from './repositories/archive-bags.js';
import { ArchiveFindings } from './repositories/archive-findings.js';
import { ArchiveReads } from './repositories/archive-reads.js';
import { ArchiveProbes } from './repositories/archive-probes.js';
import { Archives } from './repositories/archives.js';
import { Backups } from './repositories/backups.js';
import { CameraMovements } from './repositories/camera-movements.js';
import { CameraVisits } from './repositories/camera-visits.js';
import { Approvals } from './repositories/approvals.js';
import { Cameras } from './repositories/cameras.js';
import { Cases } from './repositories/cases.js';
import { ClipFacts } from './repositories/clip-facts.js';
import { Cleared } from './repositories/cleared.js';
import { Clips } from './repositories/clips.js';
import { ClipSources } from './repositories/clip-sources.js';
import { Consents } from './repositories/consents.js';
import { Dockings } from './repositories/dockings.js';
import { CustodyEntries } from './repositories/custody-entries.js';
import { DeadlineBasis } from './repositories/deadline-basis.js';
import { DeadlineLists } from './repositories/deadline-lists.js';
import { Deadlines } from './repositories/deadlines.js';
import { Erasures } from './repositories/erasures.js';
import { Explanations } from './repositories/explanations.js';
import { Disposals } from './repositories/disposals.js';
import { Findings } from './repositories/findings.js';
import { GateBars } from './repositories/gate-bars.js';
import { Holds } from './repositories/holds.js';
import { Labels } from './repositories/labels.js';
import { Names } from './repositories/names.js';
import { Originals } from './repositories/originals.js';
import { Outbox } from './repositories/outbox.js';
import { People } from './repositories/people.js';
import { Previews } from './repositories/previews.js';
import { ReadinessChecks } from './repositories/readiness-checks.js';
import { Receipts } from './repositories/receipts.js';
import { Recordings } from './repositories/recordings.js';
import { Segments } from './repositories/segments.js';
import { CameraRecords } from './repositories/camera-records.js';
import { SavedFilters } from './repositories/saved-filters.js';
import { Days } from './repositories/search-day.js';
import { SearchIndex } from './repositories/search-index.js';
import { SearchQueries } from './repositories/search-queries.js';
import { SearchSources } from './repositories/search-sources.js';
import { Retentions } from './repositories/retention.js';
import { Sessions } from './repositories/sessions.js';
import { Statements } from './repositories/statements.js';
import { Units } from './repositories/units.js';
import { Unstored } from './repositories/unstored.js';
import { VisitEntries } from './repositories/visit-entries.js';
import { Visits } from './repositories/visits.js';

export interface Repositories {
  readonly db: Db;
  readonly cameras: Cameras;
  readonly visits: Visits;
  readonly entries: VisitEntries;
  readonly originals: Originals;
  readonly clips: Clips;
  readonly receipts: Receipts;
  readonly recordings: Recordings;
  readonly alarms: Alarms;
  readonly statements: Statements;
  readonly activities: Activities;
  readonly cases: Cases;
  readonly labels: Labels;
  readonly names: Names;
  readonly clipFacts: ClipFacts;
  readonly clipSources: ClipSources;
  readonly movements: CameraMovements;
  readonly cameraVisits: CameraVisits;
  readonly checks: ReadinessChecks;
  readonly consents: Consents;
  readonly dockings: Dockings;
  readonly explanations: Explanations;
  readonly deadlines: Deadlines;
  readonly deadlineLists: DeadlineLists;
  readonly deadlineBasis: DeadlineBasis;
  readonly unstored: Unstored;
  readonly segments: Segments;
  readonly retention: Retentions;
  readonly findings: Findings;
  readonly gateBars: GateBars;
  readonly holds: Holds;
  readonly approvals: Approvals;
  readonly disposals: Disposals;
  readonly previews: Previews;
  readonly people: People;
  readonly units: Units;
  readonly cameraRecords: CameraRecords;
  readonly sessions: Sessions;
  readonly searchIndex: SearchIndex;
  readonly searchSources: SearchSources;
  readonly searches: SearchQueries;
  readonly days: Days;
  readonly savedFilters: SavedFilters;
  readonly custody: CustodyEntries;
  readonly outbox: Outbox;
  readonly archives: Archives;
  readonly erasures: Erasures;
  readonly backups: Backups;
  readonly archiveReads: ArchiveReads;
  readonly archiveFindings: ArchiveFindings;
  readonly archiveProbes: ArchiveProbes;
  readonly cleared: Cleared;
  readonly bags: ArchiveBags;
}

export interface StationStore extends Repositories {
  readonly paths: DataPaths;
  readonly marker: StationMarker;
  readonly log: CustodyLog;
  readonly signer: CheckpointSigner;
  /** Runs `act` and commits it durably before returning. */
  transaction<T>(act: () => T): T;
  /** Raises an alarm once, with its custody entry. @returns whether it is new */
  raiseAlarm(kind: AlarmKind, subject: string, details: { readonly [key: string]: Json }): boolean;
  clearAlarm(kind: AlarmKind, subject: string): void;
  close(): void;
}

export interface WriterOptions {
  readonly clock: Clock;
  readonly actor: string;
  readonly clockSynchronised: () => boolean | null;
}

/**
 * The caller holds the writer lock.
 * @param marker of a directory that has none yet: its file is written last, when the directory is whole
 * @throws StoreError where the directory is not one the station may write to
 */
export function openStationStore(
  paths: DataPaths,
  options: WriterOptions,
  marker: StationMarker = readMarker(paths),
): StationStore {
  const db = openWriter(paths.database);
  try {
    const repositories = repositoriesOf(db);
    const log = new CustodyLog(db, options);
    assertTailIntact(repositories.custody, log.head().size);
    const signer = CheckpointSigner.open(db, log, paths, originOf(marker), loadStationKey(paths), options.clock);
    const transaction = <T>(act: () => T): T => db.transaction(act).immediate();
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

export interface StationReader extends Repositories {
  readonly paths: DataPaths;
  readonly marker: StationMarker;
  close(): void;
}

/** A view of the directory that can change nothing in it; works beside a running daemon and without one. @param marker as above */
export function openStationReader(paths: DataPaths, marker: StationMarker = readMarker(paths)): StationReader {
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
export const originOf = (marker: Pick<StationMarker, 'stationId'>): string => stationOrigin(marker.stationId);

function repositoriesOf(db: Db): Repositories {
  const entries = new VisitEntries(db);
  const erasures = new Erasures(db);
  return {
    db,
    entries,
    cameras: new Cameras(db),
    visits: new Visits(db, entries, erasures),
    originals: new Originals(db),
    clips: new Clips(db),
    receipts: new Receipts(db),
    recordings: new Recordings(db),
    alarms: new Alarms(db),
    statements: new Statements(db),
    activities: new Activities(db),
    cases: new Cases(db),
    labels: new Labels(db),
    names: new Names(db),
    clipFacts: new ClipFacts(db),
    clipSources: new ClipSources(db),
    movements: new CameraMovements(db),
    cameraVisits: new CameraVisits(db),
    checks: new ReadinessChecks(db),
    consents: new Consents(db),
    dockings: new Dockings(db),
    explanations: new Explanations(db),
    deadlines: new Deadlines(db),
    deadlineLists: new DeadlineLists(db),
    deadlineBasis: new DeadlineBasis(db),
    unstored: new Unstored(db),
    segments: new Segments(db),
    retention: new Retentions(db),
    findings: new Findings(db),
    gateBars: new GateBars(db),
    holds: new Holds(db),
    approvals: new Approvals(db),
    disposals: new Disposals(db),
    previews: new Previews(db),
    people: new People(db),
    units: new Units(db),
    cameraRecords: new CameraRecords(db),
    sessions: new Sessions(db),
    searchIndex: new SearchIndex(db),
    searchSources: new SearchSources(db),
    searches: new SearchQueries(db),
    days: new Days(db),
    savedFilters: new SavedFilters(db),
    custody: new CustodyEntries(db),
    outbox: new Outbox(db),
    archives: new Archives(db),
    erasures,
    backups: new Backups(db),
    archiveReads: new ArchiveReads(db),
    archiveFindings: new ArchiveFindings(db),
    archiveProbes: new ArchiveProbes(db),
    cleared: new Cleared(db),
    bags: new ArchiveBags(db),
  };
}
