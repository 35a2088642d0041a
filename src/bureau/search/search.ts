/**
 * Pages of clips in the order of recording. Where much fits, a page is full before much was looked at: an index in that
 * order is walked for some way. Where the page is not full by then, the index of words is asked week by week, until it is.
 */
import type { Database } from '../database/database.js';
import { mustBeCurrent, zoneOf } from '../schema/migrate.js';
import { termsOf, type BureauFilter, type Place, type Sort } from './filter.js';
import { farther, gather, walk, type Statement } from './statements.js';

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
