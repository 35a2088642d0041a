/**
 * Pages of clips in the order of recording. Where much fits, a page is full before much was looked at: an index in that
 * order is walked for some way. Where the page is not full by then, little fits, and the index of tokens has it together.
 */
import type { Database } from '../database/database.js';
import { mustBeCurrent, zoneOf } from '../schema/migrate.js';
import { termsOf, type BureauFilter, type Condition, type Place, type Sort, type Terms } from './filter.js';

/** So many clips are walked past at most. What is rarer than a page among them is gathered sooner than found on the way. */
export const WALK = 20_000;

export interface FoundClip extends Place {
  readonly station: string;
  readonly clip: string;
  readonly version: number;
  readonly kind: string;
  readonly state: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Null: nobody knows. */
  readonly recordedAt: string | null;
  readonly recordedUntil: string | null;
  readonly recordedBasis: string | null;
  readonly uncertaintyMs: number | null;
  readonly storedAt: string;
  readonly localDate: string;
  readonly camera: string | null;
  readonly officer: string | null;
  readonly unit: string | null;
  readonly party: string | null;
  readonly place: string | null;
  readonly eventType: string | null;
  readonly category: string | null;
  readonly caseNumber: string | null;
  readonly content: string | null;
  readonly labelled: boolean;
  readonly late: boolean;
  readonly important: boolean;
  readonly legalHold: boolean;
  /** The last day that is settled, `never` for ever, null where none is. */
  readonly keptUntil: string | null;
}

export interface BureauPage {
  readonly rows: readonly FoundClip[];
  /** Where the next page begins; null where this is the last. */
  readonly next: Place | null;
}

const instant = (column: string): string => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SHOWN = `c.n, ${instant('c.sort_at')} AS "sortAt", c.station, c.clip, c.version, c.kind, c.state,
  encode(c.sha256, 'hex') AS sha256, c.bytes, ${instant('c.recorded_at')} AS "recordedAt",
  ${instant('c.recorded_until')} AS "recordedUntil", c.recorded_basis AS "recordedBasis", c.uncertainty_ms AS "uncertaintyMs",
  ${instant('c.stored_at')} AS "storedAt", c.local_date AS "localDate", c.camera, c.officer, c.unit, c.party, c.place,
  c.event_type AS "eventType", c.category, c.case_number AS "caseNumber", c.content, c.labelled, c.late, c.important,
  c.legal_hold AS "legalHold", CASE c.kept_until WHEN 'infinity' THEN 'never' ELSE c.kept_until::text END AS "keptUntil"`;

/** @throws BwcError `bwc.usage` `bwc.bureau.*` */
export async function searchBureau(
  db: Database,
  filter: BureauFilter,
  sort: Sort,
  after: Place | null,
  limit: number,
): Promise<BureauPage> {
  await mustBeCurrent(db);
  const terms = termsOf(filter, await zoneOf(db));
  const ask = async (statement: Statement): Promise<FoundClip[]> =>
    db.query<FoundClip>(statement.sql, statement.values);
  let found = await ask(walk(terms, sort, after, limit + 1));
  const wholeWay = async (): Promise<boolean> => {
    const statement = farther(terms, sort, after);
    return (await db.query(statement.sql, statement.values)).length === 0;
  };
  if (terms.tokens.length > 0 && found.length <= limit && !(await wholeWay()))
    found = await ask(gather(terms, sort, after, limit + 1));
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    rows,
    next: found.length > limit && last !== undefined ? { sortAt: last.sortAt, n: last.n } : null,
  };
}

export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const ORDER = { start: 'c.sort_at, c.n', '-start': 'c.sort_at DESC, c.n DESC' } as const;

/** Without tokens all of the index is walked if need be: it says by itself what fits. */
export function walk(terms: Terms, sort: Sort, after: Place | null, limit: number): Statement {
  const values = new Values();
  const way = values.all([...terms.leading, ...past(sort, after)]);
  if (terms.tokens.length === 0)
    return values.statement(
      `SELECT ${SHOWN} FROM bureau.clips c ${way} ORDER BY ${ORDER[sort]} LIMIT ${String(limit)}`,
    );
  return values.statement(
    `SELECT ${SHOWN} FROM (SELECT * FROM bureau.clips c ${way} ORDER BY ${ORDER[sort]} LIMIT ${String(WALK)}) c
     ${values.all(terms.others)} ORDER BY ${ORDER[sort]} LIMIT ${String(limit)}`,
  );
}

/** A row where the walk ended before its way did. */
function farther(terms: Terms, sort: Sort, after: Place | null): Statement {
  const values = new Values();
  const way = values.all([...terms.leading, ...past(sort, after)]);
  return values.statement(`SELECT n FROM bureau.clips c ${way} ORDER BY ${ORDER[sort]} OFFSET ${String(WALK)} LIMIT 1`);
}

/** By the tokens alone, and put in order afterwards: `OFFSET 0` keeps the order's own index out of it. */
export function gather(terms: Terms, sort: Sort, after: Place | null, limit: number): Statement {
  const values = new Values();
  const fits = values.all([
    { sql: 'tokens @> $::integer[]', value: terms.tokens },
    ...terms.leading,
    ...terms.others,
    ...past(sort, after),
  ]);
  return values.statement(
    `SELECT ${SHOWN} FROM (SELECT * FROM bureau.clips c ${fits} OFFSET 0) c ORDER BY ${ORDER[sort]} LIMIT ${String(limit)}`,
  );
}

const past = (sort: Sort, after: Place | null): readonly Condition[] =>
  after === null
    ? []
    : [
        {
          sql: `(sort_at, n) ${sort === 'start' ? '>' : '<'} ROW($::timestamptz, $::bigint)`,
          value: [after.sortAt, after.n],
        },
      ];

class Values {
  readonly #values: unknown[] = [];

  all(conditions: readonly Condition[]): string {
    return conditions.length === 0 ? '' : `WHERE ${conditions.map((c) => this.#numbered(c)).join(' AND ')}`;
  }

  statement(sql: string): Statement {
    return { sql, values: this.#values };
  }

  #numbered({ sql, value }: Condition): string {
    const several = sql.split('$').length > 2 && Array.isArray(value) ? (value as unknown[]) : [value];
    let i = 0;
    return sql.replaceAll('$', () => {
      this.#values.push(several[i]);
      i += 1;
      return `$${String(this.#values.length)}`;
    });
  }
}
