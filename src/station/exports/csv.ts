/** A table as CSV (RFC 4180), in UTF-8 with the mark by which Excel and WPS know it. */
import type { Cell, Line } from './cells.js';

export const BYTE_ORDER_MARK = '\ufeff';

/**
 * What a spreadsheet program may take for the beginning of a formula (OWASP ASVS 5.0, 1.2.10), also behind what it leaves out;
 * the full-width ones are taken for the others where Chinese is written.
 */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]/;

export const csvLines = (lines: readonly Line[]): string =>
  lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');

/** An apostrophe before it makes it text. */
export function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell.toWellFormed();
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\r\n\t'\0]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
