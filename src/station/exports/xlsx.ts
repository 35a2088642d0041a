/**
 * A table as an XLSX workbook (ECMA-376), row by row. Every cell is text by its type: a spreadsheet program never takes
 * one for a formula.
 */
import { zip } from './zip.js';

/** What a cell may hold. */
const MOST_CHARACTERS = 32_767;
/** Rows that are handed on together. */
const TOGETHER = 200;

/** @param rows the first one is the heading @param widths of columns, in characters */
export function xlsx(
  rows: AsyncIterable<readonly string[]>,
  sheetName: string,
  widths: readonly number[],
): AsyncGenerator<Uint8Array> {
  return zip([
    { name: '[Content_Types].xml', body: once(CONTENT_TYPES) },
    { name: '_rels/.rels', body: once(RELATIONS) },
    { name: 'xl/workbook.xml', body: once(workbook(sheetName)) },
    { name: 'xl/_rels/workbook.xml.rels', body: once(WORKBOOK_RELATIONS) },
    { name: 'xl/worksheets/sheet1.xml', body: sheet(rows, widths) },
  ]);
}

async function* sheet(rows: AsyncIterable<readonly string[]>, widths: readonly number[]): AsyncGenerator<Uint8Array> {
  const columns = widths.map((w, i) => `<col min="${String(i + 1)}" max="${String(i + 1)}" width="${String(w)}" customWidth="1"/>`);
  let text = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
  let waiting = 0;
  for await (const row of rows) {
    text += `<row>${row.map(cell).join('')}</row>`;
    waiting += 1;
    if (waiting < TOGETHER) continue;
    yield Buffer.from(text, 'utf8');
    [text, waiting] = ['', 0];
  }
  yield Buffer.from(`${text}</sheetData></worksheet>`, 'utf8');
}

const cell = (text: string): string =>
  text === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, MOST_CHARACTERS))}</t></is></c>`;

/** What XML 1.0 cannot hold becomes U+FFFD; `_x000D_` and its like, which Excel would read as characters, are kept as written. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');

/** A whole file that is no stream by itself. */
async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text, 'utf8'));
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const CONTENT_TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SPREADSHEET}.worksheet+xml"/></Types>`;
const RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const WORKBOOK_RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;
const workbook = (name: string): string =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
