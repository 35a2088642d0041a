/** Questions to the index as SQL. What leads a plan is written down here, and held by a test of the plans. Pure. */
import type { ClipKind } from '../../domain/clip.js';
import { fromInstant, type Instant } from '../../domain/time.js';
import { sightCondition, sightParameters, type Sight } from './clip-sight.js';
import { numberFrom, numberUntil } from './search-index.js';

export const SEARCH_SORTS = ['-start', 'start', '-bytes', 'bytes'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

export interface SearchTerms {
  /** For FTS5, each of which has to match; none where everything fits. */
  readonly match: readonly string[];
  /** The same where sizes lead: a kind by its own list of them, and whose footage it is by `sight` alone. */
  readonly bySize: { readonly kind: ClipKind | null; readonly match: readonly string[] };
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

const placed = (after: SearchPlace | null): Statement['values'] =>
  after === null ? {} : { n: after.n, bytes: after.bytes };
const conditions = (all: readonly string[]): string => (all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`);

/** By start: what fits is met in that order, by the text's own index where there is a text, and a page ends with its last row. */
export function inOrder(terms: SearchTerms, sort: SearchSort, after: SearchPlace | null, limit: number): Statement {
  const { from, where, values } = fitting(terms);
  const all = after === null ? where : [...where, byText(AFTER[sort], terms)];
  // FTS5 walks its own rows backwards where it is asked for their order by its own name of it.
  return {
    sql: `SELECT s.n, s.bytes, s.clip_id AS clipId FROM ${from} ${conditions(all)} ORDER BY ${byText(ORDER[sort], terms)} LIMIT @limit`,
    values: { ...values, ...placed(after), limit },
  };
}

/**
 * By size: all that the index says to fit is met and put in order, which is soon done; what only the clip says, and who may see
 * it, is asked from the first on, until a page is full.
 */
export function gathered(terms: SearchTerms, sort: SearchSort, after: SearchPlace | null, limit: number): Statement {
  const { tables, where, values } = indexed(terms, 'INDEXED BY search_clips_sizes');
  const { clip, asked } = ofClips(terms, 'i');
  const all = after === null ? where : [...where, AFTER[sort]];
  // SQLite keeps the order of what has a limit, and rows come out in it: a page ends with its last.
  const most = clip.length === 0 ? '@limit' : '-1';
  return {
    sql: `SELECT g.n, g.bytes, i.clip_id AS clipId
      FROM (SELECT s.n, s.bytes FROM ${tables.join(' CROSS JOIN ')} ${conditions(all)} ORDER BY ${ORDER[sort]} LIMIT ${most}) g
      CROSS JOIN ${['search_clips i ON i.n = g.n', ...clip].join(' CROSS JOIN ')} ${conditions(asked)} LIMIT @limit`,
    values: { ...values, ...placed(after), limit },
  };
}

/**
 * By size: the first `most` clips in that order, and of them what fits. Where much fits, a page is soon full. Each of what has
 * to match is asked by itself: of several together FTS5 looks for the next row that has them all, however far that is.
 */
export function firstBySize(
  terms: SearchTerms,
  sort: SearchSort,
  after: SearchPlace | null,
  limit: number,
  most: number,
): Statement {
  const { kind, match } = terms.bySize;
  const { numbers, values } = stretch(terms);
  const { clip, asked } = ofClips(terms, 's');
  const first = [...(kind === null ? [] : ['s.kind = @kind']), ...(after === null ? [] : [AFTER[sort]])];
  const tables = [
    `(SELECT n, bytes, clip_id FROM search_clips s ${conditions(first)} ORDER BY ${ORDER[sort]} LIMIT @most) s`,
    ...match.map((_, i) => `search_text f${String(i)} ON f${String(i)}.rowid = s.n`),
    ...clip,
  ];
  const rest = [...match.map((_, i) => `f${String(i)}.search_text MATCH @match${String(i)}`), ...numbers, ...asked];
  return {
    sql: `SELECT s.n, s.bytes, s.clip_id AS clipId FROM ${tables.join(' CROSS JOIN ')} ${conditions(rest)} ORDER BY ${ORDER[sort]} LIMIT @limit`,
    values: {
      ...values,
      ...placed(after),
      ...Object.fromEntries(match.map((text, i) => [`match${String(i)}`, text])),
      ...(kind === null ? {} : { kind }),
      limit,
      most,
    },
  };
}

/** Whether the first by size, or the first of a kind, is all there is to ask. */
export const isSizeAll = (terms: SearchTerms): boolean =>
  terms.bySize.match.length === 0 && terms.since === null && terms.until === null && terms.sight === null;

/** How many rows hold the text, whoever may see them, but no more than `cap`. Only where there is a text. */
export function howManyHold(terms: SearchTerms, cap: number): Statement {
  const { numbers, values } = stretch({ ...terms, sight: null });
  const all = ['f.search_text MATCH @match', ...numbers.map((bound) => byText(bound, terms))];
  return {
    sql: `SELECT count(*) FROM (SELECT 1 FROM search_text f ${conditions(all)} LIMIT @cap)`,
    values: { ...values, match: terms.match.join(' AND '), cap },
  };
}

/** How many fit, but no more than `cap`. */
export function howMany(terms: SearchTerms, cap: number): Statement {
  const { from, where, values } = fitting(terms);
  return {
    sql: `SELECT count(*) FROM (SELECT 1 FROM ${from} ${conditions(where)} LIMIT @cap)`,
    values: { ...values, cap },
  };
}

/** The same on the numbers of the text's rows. */
const byText = (condition: string, { match }: SearchTerms): string =>
  match.length === 0 ? condition : condition.replace('s.n', 'f.rowid');

interface Tables {
  readonly tables: readonly string[];
  readonly where: readonly string[];
  readonly values: Statement['values'];
}

/** What the index says of what fits. @param by the way to its rows */
function indexed(terms: SearchTerms, by: 'NOT INDEXED' | 'INDEXED BY search_clips_sizes'): Tables {
  const { match } = terms;
  const { numbers, values } = stretch(terms);
  const rows = `search_clips s ${by}`;
  return {
    tables: match.length === 0 ? [rows] : ['search_text f', `${rows} ON s.n = f.rowid`],
    where: [
      ...(match.length === 0 ? [] : ['f.search_text MATCH @match']),
      ...numbers.map((bound) => byText(bound, terms)),
    ],
    values: { ...values, ...(match.length === 0 ? {} : { match: match.join(' AND ') }) },
  };
}

/** All of what fits. A cross join keeps to this order: the index leads, the rest is looked up for what it found. */
function fitting(terms: SearchTerms): Omit<Tables, 'tables'> & { readonly from: string } {
  const { tables, where, values } = indexed(terms, 'NOT INDEXED');
  const { clip, asked } = ofClips(terms, 's');
  return { from: [...tables, ...clip].join(' CROSS JOIN '), where: [...where, ...asked], values };
}

/** What is to be asked of the clip itself, which then has to be looked up. @param row what the row of the index is called */
function ofClips(
  terms: SearchTerms,
  row: 's' | 'i',
): { readonly clip: readonly string[]; readonly asked: readonly string[] } {
  const asked = [...stretch(terms).moments, ...(terms.sight === null ? [] : [sightCondition(terms.sight)])];
  return { clip: asked.length === 0 ? [] : [`clips c ON c.id = ${row}.clip_id`], asked };
}

interface Stretch {
  /** Of the rows. */
  readonly numbers: readonly string[];
  /** Of the clips. */
  readonly moments: readonly string[];
  readonly values: Statement['values'];
}

/** Rows stand by whole seconds: where one is asked for the numbers say all, else the clip itself says the rest. */
function stretch({ since, until, sight }: SearchTerms): Stretch {
  const [numbers, moments]: [string[], string[]] = [[], []];
  const values: Record<string, string | number> = sight === null ? {} : { ...sightParameters(sight) };
  if (since !== null) {
    numbers.push('s.n >= CAST(@fromNumber AS INTEGER)');
    values['fromNumber'] = numberFrom(since);
    if (!isSecond(since)) {
      moments.push('c.sort_at >= @since');
      Object.assign(values, { since });
    }
  }
  if (until !== null) {
    numbers.push('s.n < CAST(@untilNumber AS INTEGER)');
    values['untilNumber'] = numberUntil(until);
    if (!isSecond(until)) {
      moments.push('c.sort_at < @until');
      Object.assign(values, { until });
    }
  }
  return { numbers, moments, values };
}

const isSecond = (at: Instant): boolean => fromInstant(at) % 1000 === 0;
