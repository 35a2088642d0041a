/** Between a spreadsheet with titles for people and the rows of the record. */
import writeXlsxFile from 'write-excel-file/node';
import { BwcError } from '../../domain/errors.js';
import { forPeople } from '../../domain/time.js';
import type { Language } from '../../i18n/language.js';
import { cellId, cellWord, TABLE_TITLES } from '../../i18n/table-words.js';
import type { TableRow } from '../../records/tables/cells.js';
import { TABLES, type TableName } from '../../records/tables/index.js';

export interface ReadTable {
  readonly rows: readonly TableRow[];
}

/** Titles may be in either language. @throws BwcError `bwc.table.columns` */
export function rowsOf(table: TableName, sheet: readonly (readonly string[])[]): ReadTable {
  const [head = [], ...body] = sheet;
  const columns = head.map((title) => columnOf(table, title.trim()));
  const { key, shown } = TABLES[table];
  const unknown = head.filter((title, i) => title.trim() !== '' && columns[i] === undefined);
  const said = columns.filter((c) => c !== undefined);
  if (unknown.length > 0) throw wrong(`there is no column ${unknown.join(', ').slice(0, 200)}`);
  if (!said.includes(key)) throw wrong(`the column ${key} is missing`);
  if (new Set(said).size < said.length) throw wrong('a column stands twice');
  const rows = body.flatMap((texts, i): TableRow[] => {
    const cells = texts.flatMap((text, at): [string, string][] => {
      const column = columns[at];
      return column === undefined || text === '' || shown.includes(column) ? [] : [[column, idOf(column, text)]];
    });
    return cells.length === 0 ? [] : [{ row: i + 2, cells: Object.fromEntries(cells) }];
  });
  if (rows.length === 0) throw wrong('there is no row below the titles');
  return { rows };
}

const wrong = (why: string): BwcError => new BwcError('bwc.table.columns', why);

function columnOf(table: TableName, title: string): string | undefined {
  const titles = Object.entries(TABLE_TITLES[table] ?? {});
  return titles.find(([, { zh, en }]) => zh === title || en.toLowerCase() === title.toLowerCase())?.[0];
}

/** Columns whose cells are words of ours; in the others a word is what somebody wrote. */
const WORDED = ['role', 'disabled', 'closed', 'kind', 'retention', 'cleared', 'state', 'retired'];
const TIMES = ['since', 'closedAt', 'outSince', 'firstSeen', 'lastSeen'];

const idOf = (column: string, text: string): string =>
  !WORDED.includes(column)
    ? text
    : text
        .split(/[、,，;；]/)
        .map((part) => cellId(part.trim()))
        .join('、');

/** @param zone in which times are written */
export async function workbookOf(
  table: TableName,
  rows: readonly Readonly<Record<string, string>>[],
  language: Language,
  zone: string,
): Promise<Buffer> {
  const { columns, shown } = TABLES[table];
  const all = [...columns, ...shown];
  const titles = TABLE_TITLES[table] ?? {};
  const cell = (column: string, text: string): string => {
    if (text === '') return '';
    if (TIMES.includes(column)) return forPeople(text, zone).slice(0, 16);
    return WORDED.includes(column)
      ? text
          .split('、')
          .map((id) => cellWord(id, language))
          .join('、')
      : text;
  };
  // Every cell is text: what begins with = is what somebody wrote, and nothing that is counted out.
  const head = all.map((c) => ({ value: titles[c]?.[language] ?? c, type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) => all.map((c) => ({ value: cell(c, row[c] ?? ''), type: String })));
  return writeXlsxFile([head, ...body], { columns: all.map(() => ({ width: 20 })), stickyRowsCount: 1 }).toBuffer();
}
