/**
 * Questions to the index. It stands in the order of recording, so that the first page is read off its end, however
 * many clips fit; and the sight of whoever asks is part of the question.
 */
import type { Db } from '../database.js';
import {
  firstBySize,
  gathered,
  howMany,
  howManyHold,
  inOrder,
  isSizeAll,
  type SearchPlace,
  type SearchSort,
  type SearchTerms,
  type Statement,
} from './search-sql.js';

export interface Found extends SearchPlace {
  readonly clipId: string;
}

/** So many are gathered and put in order sooner than the sizes are gone through for them. */
const FEW = 50_000;
/** Where more than a few fit, a page is full before so many are asked, unless what fits goes by size itself. */
const ASKED = 3000;

export class SearchQueries {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** @param after where the page before ended */
  page(terms: SearchTerms, sort: SearchSort, after: SearchPlace | null, limit: number): Found[] {
    if (sort.endsWith('start')) return this.#rows(inOrder(terms, sort, after, limit));
    const held = terms.match.length === 0 ? null : this.#number(howManyHold(terms, FEW + 1));
    if (held === 0) return [];
    if (held === null || held > FEW || isSizeAll(terms)) {
      const first = this.#rows(firstBySize(terms, sort, after, limit, ASKED));
      if (first.length === limit || isSizeAll(terms)) return first;
    }
    return this.#rows(gathered(terms, sort, after, limit));
  }

  /** How many fit, but no more than `cap`. */
  count(terms: SearchTerms, cap: number): number {
    return this.#number(howMany(terms, cap));
  }

  #number({ sql, values }: Statement): number {
    return this.#db.prepare<unknown[], number>(sql).pluck().get(values) ?? 0;
  }

  #rows({ sql, values }: Statement): Found[] {
    return this.#db.prepare<unknown[], Found>(sql).all(values);
  }
}
