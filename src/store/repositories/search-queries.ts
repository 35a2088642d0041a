/**
 * Questions to the index. It stands in the order of recording, so that the first page is read off its end, however
 * many clips fit; and the sight of whoever asks is part of the question.
 */
import type { Db } from '../database.js';
import {
  firstBySize,
  howMany,
  isSizeAll,
  metInOrder,
  type SearchPlace,
  type SearchSort,
  type SearchTerms,
  type Statement,
} from './search-sql.js';

export interface Found extends SearchPlace {
  readonly clipId: string;
}

/** Where a page is not filled by so many, few fit, and all of them are put in order sooner than more are asked. */
const ASKED = 3000;

export class SearchQueries {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** @param after where the page before ended */
  page(terms: SearchTerms, sort: SearchSort, after: SearchPlace | null, limit: number): Found[] {
    if (sort.endsWith('bytes')) {
      const first = this.#rows(firstBySize(terms, sort, after, limit, ASKED));
      if (first.length === limit || isSizeAll(terms)) return first;
    }
    return this.#rows(metInOrder(terms, sort, after, limit));
  }

  /** How many fit, but no more than `cap`. */
  count(terms: SearchTerms, cap: number): number {
    const { sql, values } = howMany(terms, cap);
    return this.#db.prepare<unknown[], number>(sql).pluck().get(values) ?? 0;
  }

  #rows({ sql, values }: Statement): Found[] {
    return this.#db.prepare<unknown[], Found>(sql).all(values);
  }
}
