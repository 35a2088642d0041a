/**
 * Texts as the index holds them: letters and digits of Latin script as whole words, everything else as pairs of
 * characters and the last one alone. 当事人 is `当事 事人 人`, so that any two characters that follow each other are found.
 */
import { createHash } from 'node:crypto';

/** What letters look like in full width, in capitals or composed otherwise makes no difference. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

const RUN = /[a-z0-9]+|[^a-z0-9]+/g;

/** Runs of Latin letters and digits, and runs of other letters; what lies between them is left out. */
const runsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .flatMap((part) => part.match(RUN) ?? []);

const isWord = (run: string): boolean => /^[a-z0-9]/.test(run);

/** @param open whether the text may go on: then its last character alone says nothing */
function tokensOfRun(run: string, open: boolean): string[] {
  if (isWord(run)) return [run];
  const characters = Array.from(run);
  const pairs = characters.slice(1).map((c, i) => `${characters[i] ?? ''}${c}`);
  return open && pairs.length > 0 ? pairs : [...pairs, characters.at(-1) ?? ''];
}

/** What stands in the index for a text. */
export const indexed = (text: string): string =>
  runsOf(text)
    .flatMap((run) => tokensOfRun(run, false))
    .join(' ');

/**
 * What finds texts that hold each of the words of `text`: a phrase for each, the last word of which may go on.
 * @returns null where nothing in it can be looked for
 */
export function phrasesOf(text: string): readonly string[] | null {
  const phrases = text.split(/\s+/u).flatMap((part) => {
    const runs = runsOf(part);
    const tokens = runs.flatMap((run, i) => tokensOfRun(run, i === runs.length - 1));
    if (tokens.length === 0) return [];
    // A pair is whole as it is; a word, and a character alone, may be the beginning of one.
    const last = tokens.at(-1) ?? '';
    const begins = isWord(last) || Array.from(last).length === 1;
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
