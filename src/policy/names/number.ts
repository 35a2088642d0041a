/** Names that occur more than once are numbered: the first stands as it is, then `(2)`, `(3)` and so on. */

/** Two names with one key are one name to some file system: letters of either case, and any form of the same text. */
export const nameKey = (stem: string): string => stem.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');

/**
 * The first free name.
 * @param name that checks
 * @param taken keys (`nameKey`) of the names already given in the same folder
 */
export function numberedName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let n = 2; taken.has(nameKey(candidate)); n += 1) candidate = `${name}(${String(n)})`;
  return candidate;
}
