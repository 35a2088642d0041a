/** What a file's name says, where the profile has a pattern for it. Digits as written; nothing is corrected. */
import { civilTime } from '../../../domain/time.js';
import type { NameFacts } from '../../camera.js';
import type { Profile } from '../../profiles/profile.js';
import { cleanOfficerNo, cleanValue } from '../../text/decode.js';

export type NameReader = (name: string) => NameFacts | null;

/** Patterns are tried in the profile's order; the first that matches speaks. */
export function nameReader(patterns: Profile['namePatterns']): NameReader {
  const compiled = patterns.map(({ id, pattern }) => ({ id, regex: new RegExp(pattern, 'iu') }));
  return (name) => {
    for (const { id, regex } of compiled) {
      const groups = regex.exec(name)?.groups;
      if (groups !== undefined) return factsOf(id, groups);
    }
    return null;
  };
}

function factsOf(pattern: string, groups: Readonly<Record<string, string | undefined>>): NameFacts {
  const number = (key: string): number => Number(groups[key] ?? Number.NaN);
  const second = groups['second'] === undefined ? 0 : number('second');
  const start = civilTime(number('year'), number('month'), number('day'), number('hour'), number('minute'), second);
  return {
    pattern,
    start: start ?? null,
    serial: cleanValue(groups['serial']),
    officerNo: cleanOfficerNo(groups['officer']),
    important: groups['important'] !== undefined,
    encrypted: groups['encrypted'] !== undefined,
  };
}
