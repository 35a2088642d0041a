import { decodeText } from '../../text/decode.js';

/** Group and key names in lower case; the first of two equal keys counts. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** `[group]`, `key=value`, comments with `;` or `#`; anything else is passed over. Never throws. */
export function parseIni(bytes: Uint8Array): Ini {
  const groups = new Map<string, Map<string, string>>();
  let group: Map<string, string> | undefined;
  for (const raw of decodeText(bytes).split(/\r\n|\n|\r/)) {
    const line = raw.trim();
    const header = /^\[([^\]]*)\]/.exec(line)?.[1]?.trim().toLowerCase();
    if (header !== undefined) {
      group = groups.get(header) ?? new Map<string, string>();
      groups.set(header, group);
      continue;
    }
    const cut = line.indexOf('=');
    if (group === undefined || cut <= 0 || line.startsWith(';') || line.startsWith('#')) continue;
    const key = line.slice(0, cut).trim().toLowerCase();
    if (!group.has(key)) group.set(key, unquote(line.slice(cut + 1).trim()));
  }
  return groups;
}

const unquote = (value: string): string => /^"(.*)"$/.exec(value)?.[1] ?? value;

/** The first of the named groups that is there. */
export function iniGroup(ini: Ini, names: readonly string[]): ReadonlyMap<string, string> | undefined {
  for (const name of names) {
    const group = ini.get(name.toLowerCase());
    if (group !== undefined) return group;
  }
  return undefined;
}
