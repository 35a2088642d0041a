/**
 * Builds a canonical name from its parts and says, part by part, what is wrong with it and how to mend it. Nothing is
 * changed in silence: a part that does not check makes no name.
 */
import type { ErrorCode } from '../../domain/errors.js';
import { codePoint, faultOf, fullWidth, mended, suspect } from './characters.js';
import type { NameForm, NamePart, NamePartRule, NamingRules } from './rules.js';
import { written, type NameValues } from './values.js';

export interface NameProblem {
  readonly code: ErrorCode;
  /** The part that fails; null where it is the name as a whole. */
  readonly part: NamePart | null;
  /** The part as the regulation calls it. */
  readonly title: string | null;
  /** The offending character as `U+202E`, or the value that is no value. */
  readonly found: string | null;
  /** Bytes by which the name is too long. */
  readonly overBytes: number | null;
  /** The whole part as it could be written instead; null where only a person can know. */
  readonly suggestion: string | null;
}

export interface NameCheck {
  /** The name without number and extension; null while anything is wrong. */
  readonly name: string | null;
  /** The name as far as it goes, with 〔titles〕 for what is missing: what a person sees while typing. */
  readonly preview: string;
  readonly problems: readonly NameProblem[];
  /** UTF-8 bytes of the longest file name this makes, with extension and number. */
  readonly bytes: number;
  /** It holds, but a disc will have to shorten it. */
  readonly tooLongForDisc: boolean;
}

/** Room for `(99999)`: a name must not become too long by being numbered later. */
export const NUMBER_ROOM = 7;
const RESERVED = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i;
export const NUMBER = /\((\d+)\)$/;

/** @param extension of the clip without the dot; the longest where several clips will carry the name */
export function checkName(form: NameForm, limits: NamingRules, values: NameValues, extension: string): NameCheck {
  const rules = form.parts.value;
  const separator = form.separator.value;
  const problems = rules.flatMap((rule) => partProblems(rule, values[rule.part] ?? '', separator));
  const last = rules.at(-1);
  if (last !== undefined) problems.push(...numberLike(last, values[last.part] ?? '', separator));
  const texts = rules.map(({ kind, part }) => written(kind, values[part] ?? ''));
  const preview = rules
    .map(({ title }, i) => (texts[i] === undefined || texts[i] === '' ? `〔${title}〕` : texts[i]))
    .join(separator);
  const stem = texts.map((t) => t ?? '').join(separator);
  if (RESERVED.test(stem)) problems.push(problem('bwc.name.reserved', rules[0], { found: stem }));
  const bytes = Buffer.byteLength(stem) + NUMBER_ROOM + (extension === '' ? 0 : Buffer.byteLength(extension) + 1);
  if (bytes > limits.maxBytes.value) problems.push(tooLong(rules, texts, bytes - limits.maxBytes.value));
  const units = stem.length + NUMBER_ROOM + (extension === '' ? 0 : extension.length + 1);
  return {
    name: problems.length === 0 ? stem : null,
    preview,
    problems,
    bytes,
    tooLongForDisc: units > limits.discUnits.value,
  };
}

interface Extra {
  readonly found?: string;
  readonly overBytes?: number;
  readonly suggestion?: string | null;
}

const problem = (code: ErrorCode, rule: NamePartRule | undefined, extra: Extra = {}): NameProblem => ({
  code,
  part: rule?.part ?? null,
  title: rule?.title ?? null,
  found: extra.found ?? null,
  overBytes: extra.overBytes ?? null,
  suggestion: extra.suggestion ?? null,
});

function partProblems(rule: NamePartRule, value: string, separator: string): NameProblem[] {
  if (value.trim() === '') return [problem('bwc.name.empty_part', rule, { suggestion: rule.whenNone })];
  if (rule.kind !== 'text') {
    if (written(rule.kind, value) !== undefined) return [];
    const code = rule.kind === 'ordinal' ? 'bwc.name.not_an_ordinal' : 'bwc.name.not_a_date';
    return [problem(code, rule, { found: value })];
  }
  const edge = /^[ .]|[ .]$/.test(value);
  const normal = value === value.normalize('NFC');
  if (!suspect(value) && !value.includes(separator) && !edge && normal) return [];
  const suggestion = suggest(value, separator) || rule.whenNone;
  const problems: NameProblem[] = [];
  const illegal = new Set(Array.from(value).filter((c) => faultOf(c) !== null));
  for (const c of illegal)
    problems.push(problem('bwc.name.illegal_character', rule, { found: codePoint(c), suggestion }));
  if (value.includes(separator)) problems.push(problem('bwc.name.separator', rule, { found: separator, suggestion }));
  if (edge) problems.push(problem('bwc.name.edge_character', rule, { suggestion }));
  if (!normal) problems.push(problem('bwc.name.not_normalised', rule, { suggestion }));
  return problems;
}

/** The text with everything mended that can be; empty where nothing is left. */
function suggest(value: string, separator: string): string {
  const clean = Array.from(value).map(mended).join('').normalize('NFC').replaceAll(separator, fullWidth(separator));
  return clean.replaceAll(/^[ .]+|[ .]+$/g, '');
}

/** `…(2)` at the end is how names that occur twice are told apart. What else is wrong with the part is mended as well. */
function numberLike(rule: NamePartRule, value: string, separator: string): NameProblem[] {
  if (rule.kind !== 'text' || !NUMBER.test(value)) return [];
  return [problem('bwc.name.number_like', rule, { suggestion: suggest(value, separator).replace(NUMBER, '（$1）') })];
}

/** The part that is worth shortening is the longest that a person wrote. */
function tooLong(
  rules: readonly NamePartRule[],
  texts: readonly (string | undefined)[],
  overBytes: number,
): NameProblem {
  const size = (i: number): number => (rules[i]?.kind === 'text' ? Buffer.byteLength(texts[i] ?? '') : -1);
  const longest = rules.map((_, i) => i).reduce((a, b) => (size(b) > size(a) ? b : a), 0);
  return problem('bwc.name.too_long', rules[longest], { overBytes });
}
