/**
 * A table as an XLSX workbook (ECMA-376), piece by piece: of what was handed on nothing is kept. Every text is text by its type
 * and by its style, so that none becomes a formula, not even when somebody edits the cell.
 */
import { Zip, ZipDeflate, strToU8 } from 'fflate';
import type { Cell, Line } from './cells.js';

/** What a cell may hold. */
const MOST_CHARACTERS = 32_767;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Cell formats by number: as it comes, text (`@`), a title. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

const parts = (sheet: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': STYLES,
});

export class Workbook {
  #ready: Uint8Array[] = [];
  readonly #zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    this.#ready.push(bytes);
  });
  readonly #sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 3 });

  /** @param widths of the columns, in characters */
  constructor(name: string, titles: readonly string[], widths: readonly number[]) {
    for (const [path, text] of Object.entries(parts(name))) {
      const file = new ZipDeflate(path);
      this.#zip.add(file);
      file.push(strToU8(text), true);
    }
    this.#zip.add(this.#sheet);
    const columns = widths.map((width, i) => {
      const at = String(i + 1);
      return `<col min="${at}" max="${at}" width="${String(width)}" customWidth="1"/>`;
    });
    const first = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
    this.#push(
      `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${first}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`,
    );
    this.#push(row(titles, 2));
  }

  /** @returns what is ready to be handed on, which may be nothing yet */
  add(lines: readonly Line[]): readonly Uint8Array[] {
    this.#push(lines.map((line) => row(line, 1)).join(''));
    return this.#taken();
  }

  /** @returns the rest */
  end(): readonly Uint8Array[] {
    this.#sheet.push(strToU8('</sheetData></worksheet>'), true);
    this.#zip.end();
    return this.#taken();
  }

  #push(xml: string): void {
    this.#sheet.push(strToU8(xml), false);
  }

  #taken(): readonly Uint8Array[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }
}

/** @param style of texts */
const row = (line: Line, style: 1 | 2): string => `<row>${line.map((one) => cellOf(one, style)).join('')}</row>`;

function cellOf(cell: Cell, style: 1 | 2): string {
  if (typeof cell === 'number') return `<c><v>${String(cell)}</v></c>`;
  if (cell === '') return '<c/>';
  const text = escaped(cell.slice(0, MOST_CHARACTERS));
  return `<c t="inlineStr" s="${String(style)}"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** What XML 1.0 cannot hold becomes U+FFFD; `_x000D_` and its like, which Excel would read as characters, stay as written. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
