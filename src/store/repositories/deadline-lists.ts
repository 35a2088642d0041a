/** Deadlines that are still open at a moment, in the order in which people want them; counts by state. */
import type { Instant } from '../../domain/time.js';
import type { DeadlineName } from '../../policy/deadlines/rules.js';
import type { Db } from '../database.js';

/** States of what is not done, most pressing first. */
export const OPEN_STATES = ['late', 'dueSoon', 'running', 'blocked', 'provisional'] as const;
export type OpenState = (typeof OPEN_STATES)[number];

/** What is done is `met`, or was done late. */
export type TallyState = OpenState | 'met' | 'doneLate';

export interface DeadlineFilter {
  readonly officer?: string | undefined;
  /** Numbers and names, as JSON: those of one person, or of a unit. */
  readonly officers?: string | undefined;
  readonly cameraId?: string | undefined;
  readonly unit?: string | undefined;
  readonly activityId?: string | undefined;
  readonly rule?: DeadlineName | undefined;
  /** Due at or before it, late ones included. */
  readonly until?: Instant | undefined;
}

export interface At {
  readonly now: Instant;
  /** What is due by then is due soon. */
  readonly soon: Instant;
}

export interface OpenDeadline {
  readonly clipId: string;
  readonly rule: DeadlineName;
  readonly due: Instant | null;
}

export const GROUPS = ['officer', 'camera', 'unit', 'activity'] as const;
export type Group = (typeof GROUPS)[number];

export interface GroupCount {
  readonly key: string | null;
  readonly state: OpenState;
  readonly n: number;
  readonly next: Instant | null;
}

const STATE =
  "CASE WHEN settled IS NOT NULL THEN settled WHEN due < @now THEN 'late' WHEN due <= @soon THEN 'dueSoon' ELSE 'running' END";
const WITHIN: Readonly<Record<OpenState, string>> = {
  late: 'settled IS NULL AND due < @now',
  dueSoon: 'settled IS NULL AND due >= @now AND due <= @soon',
  running: 'settled IS NULL AND due > @soon',
  blocked: "settled = 'blocked'",
  provisional: "settled = 'provisional'",
};
/** That of the index, so that nothing is sorted for the first page; what has no due time comes last. */
const TIMED = 'due, rule, camera_id, officer, activity_id, clip_id';
const ORDER: Readonly<Record<OpenState, string>> = {
  late: TIMED,
  dueSoon: TIMED,
  running: TIMED,
  blocked: `due IS NULL, ${TIMED}`,
  provisional: `due IS NULL, ${TIMED}`,
};
const UNIT = '(SELECT unit_name FROM cameras WHERE id = deadlines.camera_id)';
const KEYS: Readonly<Record<Group, string>> = {
  officer: 'officer',
  camera: 'camera_id',
  unit: UNIT,
  activity: 'activity_id',
};
const CONDITIONS: Readonly<Record<keyof DeadlineFilter, string>> = {
  officer: 'officer = @officer',
  officers: 'officer IN (SELECT value FROM json_each(@officers))',
  cameraId: 'camera_id = @cameraId',
  unit: `${UNIT} = @unit`,
  activityId: 'activity_id = @activityId',
  rule: 'rule = @rule',
  until: 'due <= @until',
};
const OPEN = 'FROM deadlines INDEXED BY deadlines_open WHERE done_at IS NULL';

export class DeadlineLists {
  constructor(private readonly db: Db) {}

  /** The most pressing of a state. */
  open(state: OpenState, at: At, filter: DeadlineFilter, limit: number): OpenDeadline[] {
    const sql = `SELECT clip_id AS clipId, rule, due ${OPEN} AND ${WITHIN[state]}${and(filter)} ORDER BY ${ORDER[state]} LIMIT @limit`;
    return this.db.prepare<unknown[], OpenDeadline>(sql).all({ ...at, ...filter, limit });
  }

  /** How many there are in each state. What is done is only counted for the whole station, or for one rule. */
  tally(at: At, filter: DeadlineFilter): ReadonlyMap<TallyState, number> {
    const open = this.db
      .prepare<unknown[], { state: OpenState; n: number }>(
        `SELECT ${STATE} AS state, count(*) AS n ${OPEN}${and(filter)} GROUP BY 1`,
      )
      .all({ ...at, ...filter });
    return new Map<TallyState, number>([...open.map(({ state, n }) => [state, n] as const), ...this.#done(filter)]);
  }

  #done({ rule, ...rest }: DeadlineFilter): (readonly [TallyState, number])[] {
    if (Object.values(rest).some((value) => value !== undefined)) return [];
    return this.db
      .prepare<unknown[], { state: string; n: number }>(
        `SELECT settled AS state, count(*) AS n FROM deadlines WHERE settled IN ('met', 'late')${and({ rule })} GROUP BY settled`,
      )
      .all({ rule })
      .map(({ state, n }) => [state === 'met' ? 'met' : 'doneLate', n] as const);
  }

  /** Open ones by what they are grouped by, and state. */
  groups(by: Group, at: At, filter: DeadlineFilter): GroupCount[] {
    const sql = `SELECT ${KEYS[by]} AS key, ${STATE} AS state, count(*) AS n, min(due) AS next ${OPEN}${and(filter)} GROUP BY 1, 2`;
    return this.db.prepare<unknown[], GroupCount>(sql).all({ ...at, ...filter });
  }
}

const and = (filter: DeadlineFilter): string =>
  Object.entries(CONDITIONS)
    .filter(([key]) => filter[key as keyof DeadlineFilter] !== undefined)
    .map(([, sql]) => ` AND ${sql}`)
    .join('');
