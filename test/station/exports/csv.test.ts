import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLines } from '../../../src/station/exports/csv.js';

describe('a cell of a CSV', () => {
  it.each([
    ['=cmd|calc', '"\'=cmd|calc"'],
    ['+1', '"\'+1"'],
    ['-1', '"\'-1"'],
    ['@x', '"\'@x"'],
    ['\tx', '"\'\tx"'],
    ['\rx', '"\'\rx"'],
    ['\n=x', '"\'\n=x"'],
    ['  =x', '"\'  =x"'],
    ['＝x', '"\'＝x"'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['某某食品店', '某某食品店'],
    [12, '12'],
  ])('%j stands in it as %s', (cell, expected) => {
    expect(csvCell(cell)).toBe(expected);
  });

  it('begins no formula and no cell of another, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 5 }), (texts) => {
        const read = readCsv(csvLines([texts]));
        expect(read).toHaveLength(1);
        expect(read[0]).toHaveLength(texts.length);
        read[0]?.forEach((cell, i) => {
          expect(cell).not.toMatch(/^\s*[=+\-@\t\r\0]/);
          expect(cell.replace(/^'/, '')).toBe(texts[i]?.toWellFormed().replace(/^'/, ''));
        });
      }),
      { numRuns: 50 },
    );
  });
});

/** RFC 4180, by somebody else's eyes: one character after the other. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [];
  let [line, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') [line, cell] = [[...line, cell], ''];
    else if (c === '\r' && text.charAt(i + 1) === '\n') {
      lines.push([...line, cell]);
      [line, cell] = [[], ''];
      i += 1;
    } else cell += c;
  }
  return lines;
}
