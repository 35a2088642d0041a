/** What a page can show of a text: nothing of it vanishes, turns the reading direction or passes for something else. Pure. */

/** Whether the font has a picture of it. */
export type Drawable = (codePoint: number) => boolean;

/** Controls, directions, what joins and what takes no room; letters that stand on others. Line ends are kept. */
const UNSEEN = /[\p{C}\p{M}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** Blanks other than the two that everybody knows. */
const BLANK = /(?![ \u3000])\p{Zs}/u;
/** They would be drawn in another order than they are stored in. */
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
/** Radicals and doubles of characters, which fonts draw like the character itself. */
const DOUBLE = /[\u2e80-\u2fdf\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u;

const codePoint = (c: string): string => `{U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}}`;

/** @returns the text with `{U+1F600}` for what cannot be shown; two texts that differ are shown differently */
export function visible(text: string, drawable: Drawable): string {
  let out = '';
  const plain = text.replaceAll('\r\n', '\n').replaceAll('{U+', `${codePoint('{')}U+`);
  for (const c of plain) out += c === '\n' || isPlain(c, drawable) ? c : codePoint(c);
  return out;
}

function isPlain(c: string, drawable: Drawable): boolean {
  if (UNSEEN.test(c) || BLANK.test(c) || RIGHT_TO_LEFT.test(c)) return false;
  if (DOUBLE.test(c) && c.normalize('NFKC') !== c) return false;
  return drawable(c.codePointAt(0) ?? 0);
}
