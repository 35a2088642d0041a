/**
 * Questions to the index. It stands in the order of recording, so that the first page is read off its end, however
 * many clips fit; and the sight of whoever asks is part of the question.
 */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import { sightCondition, sightParameters, type Sight } from './clip-sight.js';
import { numberFrom, numberUntil } from './search-index.js';

export const SEARCH_SORTS = ['-start', 'start', '-bytes', 'bytes'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

export interface SearchTerms {
  /** For FTS5; null where everything fits. */
  readonly match: string | null;
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

export interface Found extends SearchPlace {
  readonly clipId: string;
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
  bytes: '(s.bytes, s.n) > (@bytes, @n)',
  '-bytes': '(s.bytes, s.n) < (@bytes, @n)',
};

export class SearchQueries {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** @param after where the page before ended */
  page(terms: SearchTerms, sort: SearchSort, after: SearchPlace | null, limit: number): Found[] {
    const { from, where, values } = parts(terms);
    const all = after === null ? where : [...where, inText(AFTER[sort], terms)];
    // FTS5 walks its own rows backwards where it is asked for their order by its own name of it.
    const order = terms.match !== null && sort.endsWith('start') ? ORDER[sort].replace('s.n', 'f.rowid') : ORDER[sort];
    return this.#db
      .prepare<unknown[], Found>(
        `SELECT s.n, s.bytes, s.clip_id AS clipId FROM ${from} ${all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`}
         ORDER BY ${order} LIMIT @limit`,
      )
      .all({ ...values, ...(after === null ? {} : { n: after.n, bytes: after.bytes }), limit });
  }

  /** How many fit, but no more than `cap`. */
  count(terms: SearchTerms, cap: number): number {
    const { from, where, values } = parts(terms);
    return (
      this.#db
        .prepare<unknown[], number>(
          `SELECT count(*) FROM (SELECT 1 FROM ${from} ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} LIMIT @cap)`,
        )
        .pluck()
        .get({ ...values, cap }) ?? 0
    );
  }
}

/** The same condition on the numbers of the text's rows. */
const inText = (condition: string, { match }: SearchTerms): string =>
  match === null || condition.startsWith('(') ? condition : condition.replace('s.n', 'f.rowid');

function parts(terms: SearchTerms): {
  readonly from: string;
  readonly where: readonly string[];
  readonly values: Readonly<Record<string, string | number>>;
} {
  const { match, since, until, sight } = terms;
  const where: string[] = [];
  const values: Record<string, string | number> = {};
  if (match !== null) {
    where.push('f.search_text MATCH @match');
    values['match'] = match;
  }
  // Whole seconds first, by the order of the rows; the clip itself says the rest.
  const exact = since !== null || until !== null || sight !== null;
  if (since !== null) {
    where.push(inText('s.n >= CAST(@fromNumber AS INTEGER)', terms), 'c.sort_at >= @since');
    Object.assign(values, { fromNumber: numberFrom(since), since });
  }
  if (until !== null) {
    where.push(inText('s.n < CAST(@untilNumber AS INTEGER)', terms), 'c.sort_at < @until');
    Object.assign(values, { untilNumber: numberUntil(until), until });
  }
  if (sight !== null) {
    where.push(sightCondition(sight));
    Object.assign(values, sightParameters(sight));
  }
  const tables = [
    // A cross join keeps to this order: the index leads, the rest is looked up for what it found.
    ...(match === null ? ['search_clips s'] : ['search_text f', 'search_clips s ON s.n = f.rowid']),
    ...(exact ? ['clips c ON c.id = s.clip_id'] : []),
  ];
  return { from: tables.join(' CROSS JOIN '), where, values };
}
