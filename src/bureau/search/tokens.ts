/**
 * Texts as the catalogue compares and finds them. A unit is a word of Latin letters and digits, or any other character. Every
 * unit with the one after it is a token, and every word by itself; each stands in the index as a number of 32 bits. What
 * is found by its tokens is compared as text afterwards, so that two tokens with one number find nothing wrong. Pure.
 */
/** What letters look like in full width, in capitals or composed otherwise makes no difference. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

const UNIT = /[a-z0-9]+|[^a-z0-9]/gu;

/** Stretches of letters and digits, one space between them: as texts are compared. */
export const comparable = (text: string): string =>
  plain(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((stretch) => stretch !== '')
    .join(' ');

/** @param text made comparable */
function gramsOf(text: string): string[] {
  return text.split(' ').flatMap((stretch) => {
    const units = stretch.match(UNIT) ?? [];
    return units.flatMap((unit, i) => {
      const next = units[i + 1];
      return [...(/^[a-z0-9]/.test(unit) ? [unit] : []), ...(next === undefined ? [] : [unit + next])];
    });
  });
}

export const textTokens = (text: string): number[] => gramsOf(text).map((gram) => numberOf(`t ${gram}`));
export const keyTokens = (keys: readonly string[]): number[] => keys.map((key) => numberOf(`k ${key}`));

/** What is looked for as a whole: `officer=012345`. */
export const searchKey = (field: string, value: string): string => `${field}=${cut(plain(value), LONGEST_WORD)}`;
const LONGEST_WORD = 200;

/** A kind of event, a category: looked for as it stands. */
export const rulebookWord = (text: string): string => cut(text.normalize('NFKC').trim(), LONGEST_WORD);

/** At most so many characters, none of them in half. */
export const cut = (text: string, most: number): string =>
  text.length <= most
    ? text
    : Array.from(text.slice(0, 2 * most))
        .slice(0, most)
        .join('');

/** FNV-1a over UTF-8, as a signed integer of PostgreSQL. Held by a test: another number would find nothing any more. */
function numberOf(token: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(token, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}

/** PostgreSQL holds no U+0000 in a text; what a camera wrote so stays exact in the record. */
export const storable = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/(?<!\\)((?:\\\\)*)\\u0000/g, '$1\\ufffd');
