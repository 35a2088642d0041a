/** Takes a canonical name apart again, and checks what it finds as if it had been typed. */
import { checkName, NUMBER, type NameCheck, type NameProblem } from './check.js';
import type { NameForm, NamingRules } from './rules.js';
import { read, type NameValues } from './values.js';

export interface ParsedName {
  readonly values: NameValues;
  /** The number in brackets of a name that occurs more than once; null for the first. */
  readonly number: number | null;
  readonly check: NameCheck;
}

/**
 * @param stem the name without its extension
 * @returns the parts as far as they can be told apart; `check` says whether they make a name
 */
export function parseName(form: NameForm, limits: NamingRules, stem: string, extension: string): ParsedName {
  const { base, number } = takeNumber(stem);
  const rules = form.parts.value;
  const texts = base.split(form.separator.value);
  if (texts.length === rules.length) {
    const values = Object.fromEntries(rules.map(({ part, kind }, i) => [part, read(kind, texts[i] ?? '')]));
    return { values, number, check: checkName(form, limits, values, extension) };
  }
  const wrong: NameProblem = {
    code: 'bwc.name.part_count',
    part: null,
    title: null,
    found: stem,
    overBytes: null,
    suggestion: rules.map((r) => r.title).join(form.separator.value),
  };
  const empty = checkName(form, limits, {}, extension);
  return { values: {}, number, check: { ...empty, problems: [wrong], bytes: Buffer.byteLength(stem) } };
}

/** Only numbers as we write them are numbers: `(2)`, not `(1)` and not `(02)`. */
function takeNumber(stem: string): { base: string; number: number | null } {
  const digits = NUMBER.exec(stem)?.[1];
  if (digits === undefined || !/^(?:[2-9]|[1-9]\d{1,4})$/.test(digits)) return { base: stem, number: null };
  return { base: stem.slice(0, -digits.length - 2), number: Number(digits) };
}
