/** What makes a password (ASVS 5.0 6.2): length, and nothing that is guessed first. No rules about kinds of characters. */
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

export type PasswordFault = 'short' | 'long' | 'repeated' | 'own';

const MEANINGS: Readonly<Record<PasswordFault, string>> = {
  short: `has fewer than ${String(SHORTEST)} characters`,
  long: `has more than ${String(LONGEST)} characters`,
  repeated: 'is one piece over and over, or a row of neighbours',
  own: 'is made of a name or a number of this person or station',
};

function faultOf(password: string, own: readonly string[]): PasswordFault | null {
  const length = Array.from(password).length;
  if (length < SHORTEST) return 'short';
  if (length > LONGEST) return 'long';
  const plain = password.toLowerCase();
  if (/^(.{1,4})\1+.{0,3}$/su.test(plain) || isRow(plain)) return 'repeated';
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
