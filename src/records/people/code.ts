/** One-time codes: how somebody comes to a password that nobody else knows. */
import { createHash, randomInt } from 'node:crypto';
import { addMs } from '../../domain/time.js';
import type { ActContext } from '../act.js';

/** No letter or digit that is taken for another one when it is read out. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 5;
const IN_GROUP = 4;
/** A day: whoever is not on duty today is given one tomorrow. */
export const CODE_VALID_MS = 24 * 3_600_000;

export interface MadeCode {
  /** `ABCD-EFGH-…`: 98 random bits, shown once. */
  readonly code: string;
  readonly expiresAt: string;
}

/** Inside a transaction. @param person null: whoever has it becomes an administrator */
export function makeCode(
  { store, by, now }: Pick<ActContext, 'store' | 'by' | 'now'>,
  person: string | null,
): MadeCode {
  const [code, madeAt] = [randomCode(), now()];
  const expiresAt = addMs(madeAt, CODE_VALID_MS);
  store.sessions.dropCodes(person, madeAt);
  store.sessions.addCode({ hash: codeHash(code), person, madeBy: by, madeAt, expiresAt });
  store.log.append('person.code_made', { person, expiresAt, by });
  return { code, expiresAt };
}

/** Dashes, spaces and case do not count. */
export const codeHash = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
    .digest();

const randomCode = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: IN_GROUP }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join(''),
  ).join('-');
