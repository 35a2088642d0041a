/** Questions to the index as SQL. What leads a plan is written down here, and held by a test of the plans. Pure. */
import type { ClipKind } from '../../domain/clip.js';
import { fromInstant, type Instant } from '../../domain/time.js';
import { sightCondition, sightParameters, type Sight } from './clip-sight.js';
import { numberFrom, numberUntil } from './search-index.js';

export const SEARCH_SORTS = ['-start', 'start', '-bytes', 'bytes'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

export interface SearchTerms {
  /** For FTS5; null where everything fits. */
  readonly match: string | null;
  /** Where one kind is asked for: it, and what has to match besides. */
  readonly kind: { readonly is: ClipKind; readonly besides: string | null } | null;
  /** Start (or, where that is unknown, the time of storing) at or after. */
  readonly since: Instant | null;
  /** Before. */
  readonly until: Instant | null;
  /** Of whoever asks; null for everything. */
  readonly sight: Sight | null;
}

/** Where a page ended: the last clip's place in the order. */
export interface SearchPlace {
  readonly n: number;
  readonly bytes: number;
}

export interface Statement {
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number>>;
}

const ORDER: Readonly<Record<SearchSort, string>> = {
  start: 's.n',
  '-start': 's.n DESC',
  bytes: 's.bytes, s.n',
  '-bytes': 's.bytes DESC, s.n DESC',
};

const AFTER: Readonly<Record<SearchSort, string>> = {
  start: 's.n > CAST(@n AS INTEGER)',
  '-start': 's.n < CAST(@n AS INTEGER)',
  bytes: '(s.bytes, s.n) > (@bytes, CAST(@n AS INTEGER))',
  '-bytes': '(s.bytes, s.n) < (@bytes, CAST(@n AS INTEGER))',
};

const COLUMNS = 's.n, s.bytes, s.clip_id AS clipId';
const placed = (after: SearchPlace | null): Statement['values'] =>
  after === null ? {} : { n: after.n, bytes: after.bytes };

/**
 * Everything that fits is met, by the text's own index where there is a text, else in the order of recording. By start it
 * comes in order and ends with the page; by size all of it is put in order.
 */
export function metInOrder(terms: SearchTerms, sort: SearchSort, after: SearchPlace | null, limit: number): Statement {
  const { from, where, values } = fitting(terms);
  const all = after === null ? where : [...where, byText(AFTER[sort], terms)];
  // FTS5 walks its own rows backwards where it is asked for their order by its own name of it.
  const order = sort.endsWith('start') ? byText(ORDER[sort], terms) : ORDER[sort];
  return {
    sql: `SELECT ${COLUMNS} FROM ${from} ${conditions(all)} ORDER BY ${order} LIMIT @limit`,
    values: { ...values, ...placed(after), limit },
  };
}

/**
 * The first `most` clips by size, and of them what fits: where much fits, a page is soon full.
 * @param sort by bytes
 */
export function firstBySize(
  terms: SearchTerms,
  sort: SearchSort,
  after: SearchPlace | null,
  limit: number,
  most: number,
): Statement {
  const { kind, sight } = terms;
  const match = kind === null ? terms.match : kind.besides;
  const { bounds, values, exact } = stretch(terms);
  const first = [...(kind === null ? [] : ['s.kind = @kind']), ...(after === null ? [] : [AFTER[sort]])];
  const tables = [
    `(SELECT n, bytes, clip_id FROM search_clips s ${conditions(first)} ORDER BY ${ORDER[sort]} LIMIT @most) s`,
    ...(match === null ? [] : ['search_text f ON f.rowid = s.n']),
    ...(exact ? ['clips c ON c.id = s.clip_id'] : []),
  ];
  const rest = [
    ...(match === null ? [] : ['f.search_text MATCH @match']),
    ...bounds,
    ...(sight === null ? [] : [sightCondition(sight)]),
  ];
  return {
    sql: `SELECT ${COLUMNS} FROM ${tables.join(' CROSS JOIN ')} ${conditions(rest)} ORDER BY ${ORDER[sort]} LIMIT @limit`,
    values: {
      ...values,
      ...placed(after),
      ...(match === null ? {} : { match }),
      ...(kind === null ? {} : { kind: kind.is }),
      limit,
      most,
    },
  };
}

/** Whether the first by size, or the first of a kind, is all there is to ask. */
export const isSizeAll = ({ match, kind, since, until, sight }: SearchTerms): boolean =>
  (kind === null ? match : kind.besides) === null && since === null && until === null && sight === null;

/** How many fit, but no more than `cap`. */
export function howMany(terms: SearchTerms, cap: number): Statement {
  const { from, where, values } = fitting(terms);
  return {
    sql: `SELECT count(*) FROM (SELECT 1 FROM ${from} ${conditions(where)} LIMIT @cap)`,
    values: { ...values, cap },
  };
}

const conditions = (all: readonly string[]): string => (all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`);

/** The same on the numbers of the text's rows. */
const byText = (condition: string, { match }: SearchTerms): string =>
  match === null || condition.includes('s.bytes') ? condition : condition.replace('s.n', 'f.rowid');

interface Fitting {
  readonly from: string;
  readonly where: readonly string[];
  readonly values: Statement['values'];
}

function fitting(terms: SearchTerms): Fitting {
  const { match, sight } = terms;
  const { bounds, values, exact } = stretch(terms);
  const tables = [
    // A cross join keeps to this order: the index leads, the rest is looked up for what it found.
    ...(match === null ? ['search_clips s NOT INDEXED'] : ['search_text f', 'search_clips s ON s.n = f.rowid']),
    ...(exact ? ['clips c ON c.id = s.clip_id'] : []),
  ];
  const where = [
    ...(match === null ? [] : ['f.search_text MATCH @match']),
    ...bounds.map((bound) => byText(bound, terms)),
    ...(sight === null ? [] : [sightCondition(sight)]),
  ];
  return { from: tables.join(' CROSS JOIN '), where, values: { ...values, ...(match === null ? {} : { match }) } };
}

/** Rows stand by whole seconds: where one is asked for the numbers say all, else the clip itself says the rest. */
function stretch({ since, until, sight }: SearchTerms): {
  readonly bounds: readonly string[];
  readonly values: Statement['values'];
  /** Whether the clip has to be looked up. */
  readonly exact: boolean;
} {
  const bounds: string[] = [];
  const values: Record<string, string | number> = sight === null ? {} : { ...sightParameters(sight) };
  let exact = sight !== null;
  if (since !== null) {
    bounds.push('s.n >= CAST(@fromNumber AS INTEGER)');
    values['fromNumber'] = numberFrom(since);
    if (!isSecond(since)) {
      bounds.push('c.sort_at >= @since');
      Object.assign(values, { since });
      exact = true;
    }
  }
  if (until !== null) {
    bounds.push('s.n < CAST(@untilNumber AS INTEGER)');
    values['untilNumber'] = numberUntil(until);
    if (!isSecond(until)) {
      bounds.push('c.sort_at < @until');
      Object.assign(values, { until });
      exact = true;
    }
  }
  return { bounds, values, exact };
}

const isSecond = (at: Instant): boolean => fromInstant(at) % 1000 === 0;
