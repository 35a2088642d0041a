/** What a rulebook does not take in a label: refused by name, before anything is written. */
import { BwcError } from '../../domain/errors.js';
import { isCivilDay, localDay, instantToCivil, type Instant } from '../../domain/time.js';
import { checkName, type NameProblem } from '../../policy/names/check.js';
import { FIELD_OF_PART } from '../../policy/names/from-facts.js';
import type { NamePart } from '../../policy/names/rules.js';
import { written } from '../../policy/names/values.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { Label, TextField } from '../../store/repositories/labels.js';
import { unseen } from '../text.js';
import { requireWord } from '../vocabulary.js';

/** Names and numbers are short; a place or what was inspected may be a sentence. */
const MAX: Readonly<Partial<Record<TextField, number>>> = { address: 500, task: 500, inspectionContent: 500 };
const MAX_SHORT = 200;

/** What was said of a label just now. */
export interface Given {
  readonly fields: ReadonlySet<TextField>;
  readonly officers?: boolean;
  readonly services?: boolean;
}

/**
 * @param given what was said just now; the rest was checked when it was said
 * @param extension of the clip
 * @throws BwcError `bwc.label.*`, `bwc.name.*` with the part that fails and how to mend it
 */
export function checkLabel(rules: RulesInForce, label: Label, given: Given, extension: string, now: Instant): void {
  for (const field of given.fields) {
    const text = label.fields[field];
    if (text === undefined) continue;
    requireWord(rules, field, text);
    if (field === 'inspectionDate') requireDay(field, text, rules.calendar.zone, now);
    if (field === 'enforcementTime') requireMinute(text, rules.calendar.zone, now);
  }
  requireName(rules, label, given.fields, extension);
  for (const field of given.fields) requireText(field, label.fields[field] ?? '');
  if (given.officers) requireOfficers(rules, label);
  if (given.services) requireServices(rules, label, now);
}

function requireServices(rules: RulesInForce, { services }: Label, now: Instant): void {
  for (const { kind, servedOn } of services) {
    requireWord(rules, 'service', kind);
    if (servedOn !== undefined) requireDay('servedOn', servedOn, rules.calendar.zone, now);
  }
}

function requireText(field: TextField, text: string): void {
  const found = unseen(text);
  if (found !== null) throw new BwcError('bwc.label.illegal_character', `${field} holds ${found}`, { field, found });
  const max = MAX[field] ?? MAX_SHORT;
  if (text.length > max)
    throw new BwcError('bwc.label.too_long', `${field} has ${String(text.length)} characters, at most ${String(max)}`, {
      field,
      length: text.length,
      max,
    });
}

function requireDay(field: string, text: string, zone: string, now: Instant): void {
  if (!isCivilDay(text) || text > localDay(now, zone)) throw notATime(field, text, '2026-03-02');
}

function requireMinute(text: string, zone: string, now: Instant): void {
  if (written('dateTime', text) === undefined || text > instantToCivil(now, zone).slice(0, 16))
    throw notATime('enforcementTime', text, '2026-03-02T16:05');
}

const notATime = (field: string, value: string, example: string): BwcError =>
  new BwcError('bwc.label.not_a_time', `${field}: ${value.slice(0, 60)} is no such time as ${example}, or not past`, {
    field,
    value: value.slice(0, 60),
    example,
  });

/** At least two, each with the number of the certificate, where the rulebook speaks of officers. */
function requireOfficers({ rulebook }: RulesInForce, { officers }: Label): void {
  const rule = rulebook.label.fields.officers;
  if (rule === undefined || officers.length === 0) return;
  const numbers = new Set(officers.map((o) => o.certificateNo).filter((n) => n !== null));
  const wrong =
    officers.length < 2
      ? 'only one officer is named'
      : officers.some((o) => o.certificateNo === null)
        ? 'an officer has no certificate number'
        : numbers.size < officers.length
          ? 'two officers have one certificate number'
          : null;
  if (wrong === null) return;
  const article = 'article' in rule ? rule.article : null;
  throw new BwcError('bwc.label.officers', `officers: ${wrong}`, { field: 'officers', why: wrong, article });
}

/** A part that no name can hold is refused at once; what is still missing is not. */
function requireName({ rulebook }: RulesInForce, label: Label, given: ReadonlySet<TextField>, extension: string): void {
  const form = rulebook.naming.storage;
  if (form === null) return;
  const fieldOf = (part: NamePart | null): TextField | undefined =>
    part === null ? undefined : (FIELD_OF_PART[part] as TextField | undefined);
  const values = Object.fromEntries(
    form.parts.value.flatMap(({ part }) => {
      const text = label.fields[fieldOf(part) ?? 'unit'];
      return fieldOf(part) === undefined || text === undefined ? [] : [[part, text]];
    }),
  );
  const touches = form.parts.value.some(({ part }) => given.has(fieldOf(part) ?? 'task'));
  const wrong = checkName(form, rulebook.naming, values, extension).problems.find(({ code, part }) => {
    if (code === 'bwc.name.empty_part') return false;
    const field = fieldOf(part);
    return code === 'bwc.name.too_long' ? touches : field !== undefined && given.has(field);
  });
  if (wrong !== undefined) throw nameError(wrong);
}

export function nameError({ code, part, title, found, overBytes, suggestion }: NameProblem): BwcError {
  const what = part === null ? 'the name' : `${part} (${title ?? ''})`;
  const details = { part, title, found, overBytes, suggestion };
  const mend = suggestion === null ? '' : `; could be written ${suggestion.slice(0, 200)}`;
  const why = overBytes === null ? (found ?? code) : `${String(overBytes)} bytes too long`;
  return new BwcError(code, `${what}: ${why}${mend}`, details);
}
