/** The catalogue against the archives it was made from: what is gone, what is not what it was, what does not fit together. */
import type { Database } from '../database/database.js';
import type { OpenedArchive } from '../import/opened-archive.js';
import { registeredStation, registeredStations } from '../import/stations.js';
import { mustBeCurrent } from '../schema/migrate.js';
import { auditStationCheckpoints } from './checkpoints.js';
import { Findings, type Finding, type FindingKind } from './finding.js';
import { auditObjects } from './objects.js';
import { auditChains, auditRecords } from './records.js';

export interface Auditing {
  readonly db: Database;
  readonly archives: readonly OpenedArchive[];
  readonly findings: Findings;
  /** Reads every record again instead of looking at its size alone. */
  readonly read: boolean;
  /** Told now and then how much was looked at. */
  readonly onProgress: (seen: number) => void;
}

export interface AuditResult {
  readonly checked: {
    readonly stations: number;
    readonly checkpoints: number;
    readonly records: number;
    readonly objects: number;
  };
  /** In the archives and not in the catalogue: records that the next import looks at, and contents that no believed record tells of. */
  readonly notImported: { readonly records: number; readonly objects: number };
  readonly counts: Readonly<Record<FindingKind, number>>;
  readonly findings: readonly Finding[];
  readonly clean: boolean;
}

/** @throws ArchiveError where an archive cannot be read; BwcError `bwc.bureau.*` */
export async function auditBureau(
  db: Database,
  archives: readonly OpenedArchive[],
  read: boolean,
  onProgress: (seen: number) => void = () => undefined,
): Promise<AuditResult> {
  await mustBeCurrent(db);
  const auditing: Auditing = { db, archives, findings: new Findings(), read, onProgress };
  const { findings } = auditing;
  const alarms = await db.query<Omit<Finding, 'kind'> & { readonly of: string }>(
    'SELECT station, kind AS of, subject, detail FROM bureau.alarms ORDER BY id',
  );
  for (const { station, of, subject, detail } of alarms)
    findings.add({ kind: 'alarm', station, subject, detail: `${of}: ${detail}` });
  const stations = await registeredStations(db);
  let checkpoints = 0;
  let records = 0;
  let newRecords = 0;
  for (const name of stations) {
    const station = await registeredStation(db, name);
    if (station === null) continue;
    checkpoints += await auditStationCheckpoints(auditing, station);
    const { known, unknown } = await auditRecords(auditing, name);
    records += known;
    newRecords += unknown;
  }
  await auditChains(auditing);
  const objects = await auditObjects(auditing);
  return {
    checked: { stations: stations.length, checkpoints, records, objects: objects.known },
    notImported: { records: newRecords, objects: objects.unknown },
    counts: findings.counts(),
    findings: findings.named,
    clean: findings.total === 0,
  };
}
