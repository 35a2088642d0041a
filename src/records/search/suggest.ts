/** What others like it were called: parties, places and what was inspected in earlier labels, for whoever fills in the next one. */
import { z } from 'zod';
import { question } from '../act.js';
import { searchKey } from './document.js';
import { searchRows } from './rows.js';
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
    field: z.enum(['party', 'place', 'content']),
    /** What has been typed so far; empty for the newest. */
    text: z.string().trim().max(200).default(''),
    limit: z.int().min(1).max(50).default(10),
  }),
  (context, { field, text, limit }): readonly Suggestion[] => {
    const { store } = context;
    // What was inspected has no column of its own: it is looked for in all words, and the rows are looked at.
    const typed = /[\p{L}\p{N}]/u.test(text) ? { [field === 'content' ? 'text' : field]: text } : {};
    const terms = termsOf(context, typed);
    const has = field === 'content' ? [] : [`keys : "${searchKey('flag', field)}"`];
    const found = store.searches.page({ ...terms, match: [...has, ...terms.match] }, '-start', null, LOOKED_AT);
    const counted = new Map<string, number>();
    for (const row of searchRows(
      store,
      found.map((f) => f.clipId),
    )) {
      const said = row[field];
      if (said !== null && (field !== 'content' || said.includes(text)))
        counted.set(said, (counted.get(said) ?? 0) + 1);
    }
    // The newest first where they are as many: a sort keeps the order of what is alike.
    return [...counted]
      .map(([said, clips]) => ({ text: said, clips }))
      .sort((a, b) => b.clips - a.clips)
      .slice(0, limit);
  },
);
