/** How much there is, of whom, and how it stands; out of sums that are kept with every clip. */
import type { Database } from './database/database.js';
import { mustBeCurrent } from './schema/migrate.js';

export interface Sums {
  readonly clips: number;
  readonly bytes: number;
  readonly late: number;
  readonly unlabelled: number;
  readonly held: number;
  readonly disposed: number;
}

export interface StationSums extends Sums {
  readonly station: string;
  /** Of the last entry about a clip that its records brought; null before the first. */
  readonly lastEntryAt: string | null;
  /** Entries that the last checkpoint it showed covers. */
  readonly checkpoint: number | null;
  /** When a record or a checkpoint of it was last imported. */
  readonly lastImportAt: string | null;
  readonly alarms: number;
}

export interface BureauStats {
  readonly all: Sums & {
    readonly stations: number;
    readonly objects: number;
    /** Those that no archive has shown. */
    readonly objectsUnseen: number;
    readonly alarms: number;
  };
  readonly stations: readonly StationSums[];
  readonly months: readonly (Sums & { readonly month: string })[];
  readonly events: readonly (Sums & { readonly eventType: string | null })[];
  readonly alarms: readonly { readonly kind: string; readonly alarms: number }[];
}

const SUMS = ['clips', 'bytes', 'late', 'unlabelled', 'held', 'disposed']
  .map((name) => `coalesce(sum(t.${name}), 0)::bigint AS ${name}`)
  .join(', ');
const instant = (column: string): string => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const STATIONS = `SELECT s.station, ${SUMS},
    (SELECT ${instant('e.at')} FROM bureau.events e WHERE e.station = s.station ORDER BY e.seq DESC LIMIT 1) AS "lastEntryAt",
    (SELECT max(p.size) FROM bureau.station_checkpoints p WHERE p.station = s.station) AS checkpoint,
    (SELECT ${instant('greatest(max(p.imported_at), max(l.imported_at))')}
      FROM (SELECT imported_at FROM bureau.station_checkpoints WHERE station = s.station ORDER BY size DESC LIMIT 1) p
      FULL JOIN (SELECT imported_at FROM bureau.record_versions WHERE station = s.station ORDER BY log_size DESC LIMIT 1) l ON false)
      AS "lastImportAt",
    (SELECT count(*) FROM bureau.alarms a WHERE a.station = s.station) AS alarms
  FROM bureau.stations s LEFT JOIN bureau.totals t ON t.station = s.station GROUP BY s.station ORDER BY s.station`;

const ALL = `SELECT ${SUMS}, (SELECT count(*) FROM bureau.stations) AS stations,
    (SELECT count(*) FROM bureau.objects) AS objects,
    (SELECT count(*) FROM bureau.objects WHERE seen_at IS NULL) AS "objectsUnseen",
    (SELECT count(*) FROM bureau.alarms) AS alarms
  FROM bureau.totals t`;

export async function bureauStats(db: Database): Promise<BureauStats> {
  await mustBeCurrent(db);
  const [all] = await db.query<BureauStats['all']>(ALL);
  if (all === undefined) throw new Error('a sum has one row');
  const by = <T extends object>(column: string, name: string): Promise<T[]> =>
    db.query<T>(
      `SELECT ${column} AS "${name}", ${SUMS} FROM bureau.totals t GROUP BY 1 HAVING sum(t.clips) > 0 ORDER BY 1 NULLS LAST`,
    );
  return {
    all,
    stations: await db.query<StationSums>(STATIONS),
    months: await by(`to_char(t.month, 'YYYY-MM')`, 'month'),
    events: await by('t.event_type', 'eventType'),
    alarms: await db.query('SELECT kind, count(*) AS alarms FROM bureau.alarms GROUP BY kind ORDER BY kind'),
  };
}
