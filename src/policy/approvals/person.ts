/** Whether two names or numbers are one person's: another case, width or a space more makes no other person. */
export const samePerson = (a: string, b: string): boolean => key(a) === key(b);

const key = (person: string): string => person.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();
