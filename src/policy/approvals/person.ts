/**
 * Whether two names or numbers are one person's: another case, width or space makes no other person, and nor does a
 * character that nobody can see.
 */
export const samePerson = (a: string, b: string): boolean => key(a) === key(b);

/** Empty where nothing in it can be seen: that is nobody. */
export const isSomebody = (person: string): boolean => key(person) !== '';

const key = (person: string): string =>
  person
    .normalize('NFKC')
    .replaceAll(/[\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]+/gu, '')
    .toLowerCase()
    .normalize('NFKC');
