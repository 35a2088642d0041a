/** Clips by anything that is on record of them, a page at a time. */
import { z } from 'zod';
import type { Found } from '../../store/repositories/search-queries.js';
import { SEARCH_SORTS, type SearchPlace } from '../../store/repositories/search-sql.js';
import { question } from '../act.js';
import { filterShape } from './filter.js';
import { isSearchWhole } from './keep.js';
import { searchRows, type SearchRow } from './rows.js';
import { termsOf } from './terms.js';

export interface SearchAnswer {
  readonly rows: readonly SearchRow[];
  /** Asked for with `after`, the next page comes; null at the end. */
  readonly next: string | null;
  /** How many fit; null where it was not asked. */
  readonly total: number | null;
  /** There are more than `total` says. */
  readonly capped: boolean;
  /** False while the index of a station that had none is being written: not everything is found yet. */
  readonly whole: boolean;
}

/** More are not counted: nobody turns so many pages. */
export const COUNTED = 1000;

const MOST_ROWS = 500;

const place = z
  .string()
  .regex(/^\d{1,16}-\d{1,16}$/)
  .transform((text): SearchPlace => {
    const [n = 0, bytes = 0] = text.split('-').map(Number);
    return { n, bytes };
  });

export const placeText = ({ n, bytes }: Found): string => `${String(n)}-${String(bytes)}`;

export const searchClips = question(
  z.strictObject({
    ...filterShape,
    sort: z.enum(SEARCH_SORTS).default('-start'),
    limit: z.int().min(1).max(MOST_ROWS).default(50),
    /** `next` of the page before. */
    after: place.nullable().default(null),
    total: z.boolean().default(true),
  }),
  (context, { sort, limit, after, total, ...filter }): SearchAnswer => {
    const { store } = context;
    const terms = termsOf(context, filter);
    // One more than is shown says whether there is another page.
    const found = store.searches.page(terms, sort, after, limit + 1);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const counted = total ? store.searches.count(terms, COUNTED + 1) : null;
    return {
      rows: searchRows(
        store,
        shown.map((f) => f.clipId),
      ),
      next: found.length > limit && last !== undefined ? placeText(last) : null,
      total: counted === null ? null : Math.min(counted, COUNTED),
      capped: counted !== null && counted > COUNTED,
      whole: isSearchWhole(store),
    };
  },
);
