/** `0x9abc`: a code no table names. */
export const hexCode = (code: number): string => `0x${code.toString(16).padStart(4, '0')}`;

/** The name a table gives a code, or the code itself. */
export function nameLookup(table: Readonly<Record<string, number>>): (code: number) => string {
  const names = new Map(Object.entries(table).map(([name, code]) => [code, name]));
  return (code) => names.get(code) ?? hexCode(code);
}
