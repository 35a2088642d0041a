/** A table as CSV (RFC 4180), UTF-8 with the mark by which Excel knows it. */

/** With these a spreadsheet program would read a formula; the full-width ones it takes for the others in some languages. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

const TOGETHER = 200;

/** @param rows the first one is the heading */
export async function* csv(rows: AsyncIterable<readonly string[]>): AsyncGenerator<Uint8Array> {
  let text = '\ufeff';
  let waiting = 0;
  for await (const row of rows) {
    text += `${row.map(csvCell).join(',')}\r\n`;
    waiting += 1;
    if (waiting < TOGETHER) continue;
    yield Buffer.from(text, 'utf8');
    [text, waiting] = ['', 0];
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}

/** A leading apostrophe makes it text: a cell never runs as a formula. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n\t']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
