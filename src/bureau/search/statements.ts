/** What the database is asked for a page of clips. */
import { weekOf } from '../schema/007-weeks.js';
import type { Condition, Place, Sort, Terms } from './filter.js';

/** So many clips are walked past at most. What is rarer than a page among them is gathered sooner than found on the way. */
const WALK = 5000;
/** Of a long text no more are asked for: what is found is compared with all of it. */
const MOST_TOKENS = 16;
const WEEK_S = '604800::float8';

const instant = (column: string): string => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SHOWN = `c.n, ${instant('c.sort_at')} AS "sortAt", c.station, c.clip, c.version, c.kind, c.state,
  encode(c.sha256, 'hex') AS sha256, c.bytes, ${instant('c.recorded_at')} AS "recordedAt",
  ${instant('c.recorded_until')} AS "recordedUntil", c.recorded_basis AS "recordedBasis", c.uncertainty_ms AS "uncertaintyMs",
  ${instant('c.stored_at')} AS "storedAt", c.local_date AS "localDate", c.camera, c.officer, c.unit, c.party, c.place,
  c.event_type AS "eventType", c.category, c.case_number AS "caseNumber", c.content, c.labelled, c.late, c.important,
  c.legal_hold AS "legalHold", CASE c.kept_until WHEN 'infinity' THEN 'never' ELSE c.kept_until::text END AS "keptUntil"`;

export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const ORDER = { start: 'c.sort_at, c.n', '-start': 'c.sort_at DESC, c.n DESC' } as const;

/** Without tokens all of the index is walked if need be: it says by itself what fits. */
export function walk(terms: Terms, sort: Sort, after: Place | null, limit: number): Statement {
  const values = new Values();
  const way = values.all([...terms.lead, ...terms.range, ...past(sort, after)]);
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
export function farther(terms: Terms, sort: Sort, after: Place | null): Statement {
  const values = new Values();
  const way = values.all([...terms.lead, ...terms.range, ...past(sort, after)]);
  return values.statement(`SELECT n FROM bureau.clips c ${way} ORDER BY ${ORDER[sort]} OFFSET ${String(WALK)} LIMIT 1`);
}

/**
 * By weeks and tokens alone. The weeks that have clips at all are named one after the other, as long as the page is not full:
 * they are followed lazily and in their order, each before all that lies behind it. In a week everything is put in order before
 * the rows themselves are looked at, and no more of them than the page takes; every `OFFSET 0` keeps other indexes out of it.
 */
export function gather(terms: Terms, sort: Sort, after: Place | null, limit: number): Statement {
  const values = new Values();
  const on = sort === 'start';
  const first = values.all([...terms.range, ...past(sort, after)]);
  const next = values.all([
    { sql: on ? `sort_at >= to_timestamp((w.week + 1) * ${WEEK_S})` : `sort_at < to_timestamp(w.week * ${WEEK_S})` },
    ...terms.range,
  ]);
  const indexed = values.all([
    { sql: `${weekOf('sort_at')} @> ARRAY[w.week]` },
    ...terms.tokens.slice(0, MOST_TOKENS).map((token) => ({ sql: 'tokens @> $::integer[]', value: [token] })),
  ]);
  const within = values.all([...terms.range, ...past(sort, after)]);
  const fits = values.all([{ sql: 'c.ctid = p.place' }, ...terms.lead, ...terms.others]);
  return values.statement(
    `WITH RECURSIVE weeks (week) AS (
       (SELECT (${weekOf('c.sort_at')})[1] FROM bureau.clips c ${first} ORDER BY ${ORDER[sort]} LIMIT 1)
       UNION ALL
       SELECT (SELECT (${weekOf('c.sort_at')})[1] FROM bureau.clips c ${next} ORDER BY ${ORDER[sort]} LIMIT 1)
       FROM weeks w WHERE w.week IS NOT NULL)
     SELECT ${SHOWN} FROM (
       SELECT c.* FROM weeks w
       CROSS JOIN LATERAL (
         SELECT c.place FROM (SELECT ctid AS place, sort_at, n FROM bureau.clips ${indexed} OFFSET 0) c ${within}
         ORDER BY ${ORDER[sort]}) p
       CROSS JOIN LATERAL (SELECT * FROM bureau.clips c ${fits} OFFSET 0) c
       LIMIT ${String(limit)}) c
     ORDER BY ${ORDER[sort]}`,
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
