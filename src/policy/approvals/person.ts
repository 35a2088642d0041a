import { nameIn, personIn } from '../../domain/person.js';

/**
 * Whether two names or numbers are one person's: another case, width or space makes no other person, and nor does a
 * character that nobody can see. Two people on record are told apart by their numbers, so that one person stays one under a
 * new name; a mere name may be anybody's of that name.
 */
export function samePerson(a: string, b: string): boolean {
  const [one, other] = [personIn(a), personIn(b)];
  if (one !== null && other !== null) return one === other;
  return key(nameIn(a)) === key(nameIn(b));
}

/** Empty where nothing in it can be seen: that is nobody. */
export const isSomebody = (person: string): boolean => key(person) !== '';

const key = (person: string): string =>
  person
    .normalize('NFKC')
    .replaceAll(/[\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]+/gu, '')
    .toLowerCase()
    .normalize('NFKC');
