/** What makes a password (ASVS 5.0 6.2): length, and nothing that is guessed first. No rules about kinds of characters. */
import { readFileSync } from 'node:fs';
import { BwcError } from '../../domain/errors.js';

export const SHORTEST = 12;
export const LONGEST = 256;

/**
 * @param own words about the person and the station
 * @throws BwcError `bwc.access.password`; the message and the details do not hold it
 */
export function requireGoodPassword(password: string, own: readonly string[]): void {
  const why = faultOf(password, own);
  if (why !== null)
    throw new BwcError('bwc.access.password', `the password ${MEANINGS[why]}`, { why, shortest: SHORTEST });
}

export type PasswordFault = 'short' | 'long' | 'repeated' | 'common' | 'own';

const MEANINGS: Readonly<Record<PasswordFault, string>> = {
  short: `has fewer than ${String(SHORTEST)} characters`,
  long: `has more than ${String(LONGEST)} characters`,
  repeated: 'is one piece over and over, or a row of neighbours',
  common: 'is one that is guessed first, or such a one with little added',
  own: 'is made of a name or a number of this person or station',
};

function faultOf(password: string, own: readonly string[]): PasswordFault | null {
  const length = Array.from(password).length;
  if (length < SHORTEST) return 'short';
  if (length > LONGEST) return 'long';
  const plain = password.toLowerCase();
  if (/^(.{1,4})\1+.{0,3}$/su.test(plain) || isRow(plain)) return 'repeated';
  if (isCommon(plain)) return 'common';
  return own.some((word) => isMadeOf(plain, word.toLowerCase())) ? 'own' : null;
}

/** `123456789012`, `abcdefghijkl` and the same backwards. */
function isRow(text: string): boolean {
  const steps = Array.from(text).map((c, i, all) => (all[i + 1]?.codePointAt(0) ?? 0) - (c.codePointAt(0) ?? 0));
  const inRow = steps.slice(0, -1).filter((s) => Math.abs(s) === 1 || s === -9 || s === 9).length;
  return inRow >= steps.length - 2;
}

/** The word and little else. */
const isMadeOf = (text: string, word: string): boolean =>
  Array.from(word).length >= 4 && text.includes(word) && Array.from(text.replaceAll(word, '')).length < 6;

/** In lower case, six characters and more, from leaked lists; read when a password is first chosen. */
let common: ReadonlySet<string> | undefined;

function isCommon(text: string): boolean {
  common ??= new Set(readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8').split('\n'));
  const bare = text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return [text, bare].some((one) => common?.has(one) === true);
}
