/** Deadlines that are still open at a moment, in the order in which people want them; counts by state. */
import type { Instant } from '../../domain/time.js';
import type { DeadlineName } from '../../policy/deadlines/rules.js';
import type { Db } from '../database.js';
import { sightOfRow, sightParameters, type Sight } from './clip-sight.js';

/** States of what is not done, most pressing first. */
export const OPEN_STATES = ['late', 'dueSoon', 'running', 'blocked', 'provisional'] as const;
export type OpenState = (typeof OPEN_STATES)[number];

/** What is done is `met`, or was done late. */
export type TallyState = OpenState | 'met' | 'doneLate';

export interface DeadlineFilter {
  readonly officer?: string | undefined;
  /** What of it is seen. */
  readonly sight?: Sight | undefined;
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
/** What is settled and late was done late: what is not done becomes late by time alone. */
const SETTLED = { met: 'met', late: 'doneLate', blocked: 'blocked', provisional: 'provisional' } as const;
const UNIT = '(SELECT unit_name FROM cameras WHERE id = deadlines.camera_id)';
const KEYS: Readonly<Record<Group, string>> = {
  officer: 'officer',
  camera: 'camera_id',
  unit: UNIT,
  activity: 'activity_id',
};
const CONDITIONS: Readonly<Record<keyof Omit<DeadlineFilter, 'sight'>, string>> = {
  officer: 'officer = @officer',
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
    return this.db.prepare<unknown[], OpenDeadline>(sql).all({ ...at, ...parameters(filter), limit });
  }

  /** How many there are in each state. What is done is only counted for the whole station, or for one rule. */
  tally(at: At, filter: DeadlineFilter): ReadonlyMap<TallyState, number> {
    const { rule, sight, ...rest } = filter;
    const isOfSome = sight !== undefined && sight.reach !== 'all';
    if (isOfSome || Object.values(rest).some((value) => value !== undefined))
      return new Map(this.#open(at, filter, ''));
    return new Map<TallyState, number>([...this.#open(at, filter, ' AND settled IS NULL'), ...this.#settled(rule)]);
  }

  #open(at: At, filter: DeadlineFilter, further: string): (readonly [OpenState, number])[] {
    return this.db
      .prepare<unknown[], { state: OpenState; n: number }>(
        `SELECT ${STATE} AS state, count(*) AS n ${OPEN}${further}${and(filter)} GROUP BY 1`,
      )
      .all({ ...at, ...parameters(filter) })
      .map(({ state, n }) => [state, n] as const);
  }

  /** Kept as it changes (`021-totals.ts`): what was ever met would be counted for long. */
  #settled(rule: DeadlineName | undefined): (readonly [TallyState, number])[] {
    return this.db
      .prepare<unknown[], { settled: keyof typeof SETTLED; n: number }>(
        `SELECT settled, sum(n) AS n FROM deadline_totals
         WHERE n > 0 AND (settled IN ('met', 'late') OR done = 0)${and({ rule })} GROUP BY settled`,
      )
      .all({ rule })
      .map(({ settled, n }) => [SETTLED[settled], n] as const);
  }

  /** Open ones by what they are grouped by, and state. */
  groups(by: Group, at: At, filter: DeadlineFilter): GroupCount[] {
    const sql = `SELECT ${KEYS[by]} AS key, ${STATE} AS state, count(*) AS n, min(due) AS next ${OPEN}${and(filter)} GROUP BY 1, 2`;
    return this.db.prepare<unknown[], GroupCount>(sql).all({ ...at, ...parameters(filter) });
  }
}

const and = ({ sight, ...filter }: DeadlineFilter): string =>
  [
    ...Object.entries(CONDITIONS)
      .filter(([key]) => filter[key as keyof typeof filter] !== undefined)
      .map(([, sql]) => sql),
    ...(sight === undefined ? [] : [seen(sight)]),
  ]
    .map((sql) => ` AND ${sql}`)
    .join('');

/** One officer's are what that officer is to bring and to label, and not what else was recorded beside it. */
const seen = (sight: Sight): string =>
  `${sight.reach === 'own' ? 'officer IN (SELECT value FROM json_each(@sightOwn)) AND ' : ''}${sightOfRow('deadlines.clip_id', sight)}`;

const parameters = ({ sight, ...filter }: DeadlineFilter) => ({
  ...filter,
  ...(sight === undefined ? {} : sightParameters(sight)),
});
