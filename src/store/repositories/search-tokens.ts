/**
 * Texts as the index holds them, in pairs. A unit is a word of Latin letters and digits, or any other character; each begins
 * one token, which is it and the one after it: 路77号 is `路77 77号 号`. So any two characters that follow each other are found
 * by a whole token, a number together with what is counted, and only what is asked for alone is looked for as a beginning.
 */
import { createHash } from 'node:crypto';

/** What letters look like in full width, in capitals or composed otherwise makes no difference. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

const UNIT = /[a-z0-9]+|[^a-z0-9]/gu;

/** Stretches of letters and digits, as units; what lies between them is left out. */
const stretchesOf = (text: string): string[][] =>
  plain(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .flatMap((stretch): string[][] => {
      const units = stretch.match(UNIT);
      return units === null ? [] : [[...units]];
    });

const pairsOf = (units: readonly string[]): string[] => units.slice(1).map((unit, i) => `${units[i] ?? ''}${unit}`);

const whole = (units: readonly string[]): string[] => [...pairsOf(units), units.at(-1) ?? ''];

/** What stands in the index for a text. */
export const indexed = (text: string): string => stretchesOf(text).flatMap(whole).join(' ');

/**
 * What finds texts that hold each of the words of `text`: a phrase for each, the last word of which may go on.
 * @returns null where nothing in it can be looked for
 */
export function phrasesOf(text: string): readonly string[] | null {
  const phrases = text.split(/\s+/u).flatMap((part) => {
    const stretches = stretchesOf(part);
    const last = stretches.at(-1);
    if (last === undefined) return [];
    const alone = last.length === 1;
    const tokens = [...stretches.slice(0, -1).flatMap(whole), ...(alone ? last : pairsOf(last))];
    // A pair is whole as it is; a word at the end, and a character alone, may be the beginning of one.
    const begins = alone || /^[a-z0-9]/.test(last.at(-1) ?? '');
    return [`"${tokens.join(' ')}"${begins ? '*' : ''}`];
  });
  return phrases.length === 0 ? null : phrases;
}

/** A value that is looked for as a whole: an officer's number, a camera, a word of the rulebook. */
export const keyOf = (field: string, value: string): string =>
  createHash('sha256')
    .update(`${field} ${plain(value).trim()}`)
    .digest('hex')
    .slice(0, 16);
