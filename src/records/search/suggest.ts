/** What others like it were called: parties, places, goods and what was inspected in earlier labels, for the next one and for a search; officers and cameras. */
import { z } from 'zod';
import type { Goods } from '../../policy/details/vocabulary.js';
import type { Repositories } from '../../store/station-store.js';
import { question, type QuestionContext } from '../act.js';
import { searchKey } from './document.js';
import { searchRows } from './rows.js';
import { suggestWhole } from './suggest-whole.js';
import { termsOf } from './terms.js';

/** The newest that fit: what was written last is what is written next. */
const LOOKED_AT = 300;

export interface Suggestion {
  readonly text: string;
  /** In how many of the clips looked at. */
  readonly clips: number;
}

export const searchSuggest = question(
  z.strictObject({
    field: z.enum(['party', 'place', 'content', 'goods', 'officer', 'camera']),
    /** What has been typed so far; empty for the newest. */
    text: z.string().trim().max(200).default(''),
    limit: z.int().min(1).max(50).default(10),
  }),
  (context, { field, text, limit }): readonly Suggestion[] => {
    const counted =
      field === 'officer' || field === 'camera'
        ? suggestWhole(context, field, text)
        : suggestText(context, field, text);
    // The newest first where they are as many: a sort keeps the order of what is alike.
    return [...counted]
      .map(([said, clips]) => ({ text: said, clips }))
      .sort((a, b) => b.clips - a.clips)
      .slice(0, limit);
  },
);

type TextField = 'party' | 'place' | 'content' | 'goods';

function suggestText(context: QuestionContext, field: TextField, text: string): ReadonlyMap<string, number> {
  const { store } = context;
  // What was inspected and goods have no column of their own: they are looked for in all words, and the rows looked at.
  const among = field === 'content' || field === 'goods';
  const typed = /[\p{L}\p{N}]/u.test(text) ? { [among ? 'text' : field]: text } : {};
  const terms = termsOf(context, typed);
  const has = among ? [] : [`keys : "${searchKey('flag', field)}"`];
  const found = store.searches.page({ ...terms, match: [...has, ...terms.match] }, '-start', null, LOOKED_AT);
  const ids = found.map((f) => f.clipId);
  const counted = new Map<string, number>();
  for (const said of field === 'goods' ? goodsOf(store, ids) : searchRows(store, ids).map((row) => [row[field]]))
    for (const one of said)
      if (one !== null && (!among || one.includes(text))) counted.set(one, (counted.get(one) ?? 0) + 1);
  return counted;
}

/** What the goods of each clip are called, the newest clip first. */
const goodsOf = (store: Repositories, ids: readonly string[]): (readonly string[])[] =>
  store.searchSources
    .some(ids)
    .map(({ goods }) => [
      ...new Set(
        (goods === null ? [] : (JSON.parse(goods) as Goods[]))
          .flatMap(({ name, kind }) => [name, kind])
          .filter((said) => said !== undefined),
      ),
    ])
    .reverse();
