/** Everything a search finds, as a table for spreadsheet programs: chosen first, put on record, and then handed on in pieces. */
import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { BwcError } from '../../domain/errors.js';
import { LIST_SHEET } from '../../i18n/list-words.js';
import type { ActContext } from '../../records/act.js';
import { whoActs } from '../../records/people/who-acts.js';
import { searchRows } from '../../records/search/rows.js';
import { termsOf } from '../../records/search/terms.js';
import type { Found } from '../../store/repositories/search-queries.js';
import type { SearchPlace, SearchSort, SearchTerms } from '../../store/repositories/search-sql.js';
import type { ListAsked } from '../../web/api.js';
import type { Line } from './cells.js';
import { lineOf, titlesIn, WIDTHS } from './columns.js';
import { BYTE_ORDER_MARK, csvLines } from './csv.js';
import { Workbook } from './xlsx.js';

/** Their numbers fit into memory, their rows into a spreadsheet. */
const MOST_ROWS = 200_000;
/** Chosen, and handed on, at once: cameras are served in between. */
const CHOSEN = 2000;
const HANDED_ON = 200;

/**
 * Rows are of what there is when they are handed on; which clips they are of is chosen, and on record, before.
 * @throws BwcError `bwc.list.too_long`, `bwc.usage`
 */
export async function exportList(context: ActContext, asked: ListAsked): Promise<AsyncIterable<Uint8Array>> {
  const { store } = context;
  const { filter, sort, format, language } = asked;
  const by = whoActs(store, context.by);
  const terms = termsOf(context, filter);
  const ids = await chosen(context, terms, sort);
  store.transaction(() =>
    store.log.append('list.exported', {
      format,
      language,
      filter,
      // Days that were told from today, as they were that day.
      since: terms.since,
      until: terms.until,
      sort,
      rows: ids.length,
      // Of their numbers, a line each: whoever has the list can tell that it is this one.
      clips: createHash('sha256')
        .update(ids.map((id) => `${id}\n`).join(''))
        .digest('hex'),
      by,
    }),
  );
  return format === 'csv' ? csvOf(context, ids, language) : workbookOf(context, ids, language);
}

/** In the order of the index, which is that of recording; any other is made afterwards. */
async function chosen({ store }: ActContext, terms: SearchTerms, sort: SearchSort): Promise<string[]> {
  const bySize = sort.endsWith('bytes');
  const found: Found[] = [];
  let after: SearchPlace | null = null;
  for (;;) {
    const page: readonly Found[] = store.searches.page(terms, sort === 'start' ? sort : '-start', after, CHOSEN);
    found.push(...page);
    if (found.length > MOST_ROWS)
      throw new BwcError('bwc.list.too_long', `more than ${String(MOST_ROWS)} clips fit`, { most: MOST_ROWS });
    after = page.at(-1) ?? null;
    if (page.length < CHOSEN) break;
    await breathe();
  }
  if (bySize) found.sort((a, b) => (a.bytes - b.bytes || a.n - b.n) * (sort === 'bytes' ? 1 : -1));
  return found.map((one) => one.clipId);
}

type Language = ListAsked['language'];

async function* linesOf(
  { store, rules }: ActContext,
  ids: readonly string[],
  language: Language,
): AsyncGenerator<Line[]> {
  const reader = { zone: rules.calendar.zone, language };
  for (let i = 0; i < ids.length; i += HANDED_ON) {
    yield searchRows(store, ids.slice(i, i + HANDED_ON)).map((row) => lineOf(row, reader));
    await breathe();
  }
}

async function* csvOf(context: ActContext, ids: readonly string[], language: Language): AsyncGenerator<Uint8Array> {
  yield Buffer.from(BYTE_ORDER_MARK + csvLines([titlesIn(language)]));
  for await (const lines of linesOf(context, ids, language)) yield Buffer.from(csvLines(lines));
}

async function* workbookOf(
  context: ActContext,
  ids: readonly string[],
  language: Language,
): AsyncGenerator<Uint8Array> {
  const workbook = new Workbook(LIST_SHEET[language], titlesIn(language), WIDTHS);
  for await (const lines of linesOf(context, ids, language)) yield* workbook.add(lines);
  yield* workbook.end();
}
