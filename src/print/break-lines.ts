/** Breaks a text into lines that fit. Pure; the lines together are the text. */

/** Of one character, in ems. */
export type Measure = (codePoint: number) => number;

export const widthOf = (text: string, measure: Measure): number => {
  let width = 0;
  for (const c of text) width += measure(c.codePointAt(0) ?? 0);
  return width;
};

/** Chinese may be broken between any two characters, but not before what closes or after what opens. */
const IDEOGRAPH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef“”‘’—…]/u;
const NOT_FIRST = /[，。、；：？！）》」』】〕”’%…,.;:?!)\]}]/u;
const NOT_LAST = /[（《「『【〔“‘([{]/u;

function mayBreak(before: string, after: string): boolean {
  if (after === ' ') return false;
  if (before === ' ' || before === '\u3000') return true;
  if (NOT_FIRST.test(after) || NOT_LAST.test(before)) return false;
  return IDEOGRAPH.test(before) || IDEOGRAPH.test(after);
}

/**
 * A line ends at a line end (which is kept, and not drawn), where a word or a Chinese character ends, or where nothing
 * else helps: a long token is broken anywhere. One space may hang over the edge.
 * @param room in ems; at least one character stands on each line
 */
export function breakLines(text: string, room: number, measure: Measure): string[] {
  const lines: string[] = [];
  let [line, width] = ['', 0];
  /** Up to where the line may be broken, and how wide it is there. */
  let [good, goodWidth] = [0, 0];
  let last = '';
  const flush = (): void => {
    lines.push(line);
    [line, width, good, goodWidth, last] = ['', 0, 0, 0, ''];
  };
  for (const c of text) {
    if (c === '\n') {
      line += c;
      flush();
      continue;
    }
    const wide = measure(c.codePointAt(0) ?? 0);
    if (last !== '' && mayBreak(last, c)) [good, goodWidth] = [line.length, width];
    const hangs = c === ' ' && last !== ' ' && width <= room;
    if (width + wide > room && !hangs && line !== '') {
      const [cut, cutWidth] = good > 0 ? [good, goodWidth] : [line.length, width];
      lines.push(line.slice(0, cut));
      [line, width] = [line.slice(cut), width - cutWidth];
      [good, goodWidth] = [0, 0];
      // What was carried over may itself be as wide as the line.
      if (width + wide > room && line !== '') flush();
    }
    line += c;
    width += wide;
    last = c;
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}
