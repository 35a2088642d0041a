/** A label with what was said added to it. Pure. */
import type { NamingRules } from '../../policy/names/rules.js';
import type { Label, PartyStatus, TextField } from '../../store/repositories/labels.js';
import type { LabelContent } from './label-input.js';

export const EMPTY_LABEL: Label = {
  fields: {},
  officers: [],
  witnesses: [],
  goods: [],
  services: [],
  partyStatus: null,
  refusedToSign: null,
  secrecy: [],
  important: null,
  caseId: null,
  noCaseNumber: null,
  note: null,
};

const CONTENT = Object.keys(EMPTY_LABEL) as (keyof Label)[];

/** The part of a version that people said: without who, when and how it was judged. */
export const contentOf = (label: Label): Label =>
  Object.fromEntries(CONTENT.map((key) => [key, label[key]])) as unknown as Label;

/** What stands for a party that cannot be named, as the rulebook's names have it. */
export const partyWord = (naming: NamingRules, status: Exclude<PartyStatus, 'named'>): string =>
  status === 'unknown'
    ? '当事人不明'
    : (naming.storage?.parts.value.find((p) => p.part === 'party')?.whenNone ?? '当事人不在场');

export function mergeLabel(before: Label, { fields, partyStatus, ...said }: LabelContent, naming: NamingRules): Label {
  const { party: given, ...others } = fields;
  const texts: Partial<Record<TextField, string>> = {};
  for (const [field, text] of Object.entries({ ...before.fields, ...others }) as [
    TextField,
    string | null | undefined,
  ][])
    if (text != null) texts[field] = text;
  const status = partyStatus === undefined ? statusAfter(before.partyStatus, given, naming) : partyStatus;
  const party = partyAfter(before.fields.party, given, status, naming);
  if (party === null) delete texts.party;
  else texts.party = party;
  // Once there is a number, there is no reason why there is none.
  const noNumber = texts.caseNumber === undefined ? before.noCaseNumber : null;
  return { ...before, noCaseNumber: noNumber, ...said, fields: texts, partyStatus: status };
}

const wordOf = (naming: NamingRules, text: string): 'absent' | 'unknown' | null =>
  (['absent', 'unknown'] as const).find((status) => partyWord(naming, status) === text) ?? null;

/** Who is named is there, unless it was said that they are not. */
function statusAfter(
  before: PartyStatus | null,
  given: string | null | undefined,
  naming: NamingRules,
): PartyStatus | null {
  if (given === undefined) return before;
  if (given === null) return before === 'named' ? null : before;
  return wordOf(naming, given) ?? (before === 'absent' ? 'absent' : 'named');
}

/** A party that is absent may be known by name; where it is not, a word stands for it. */
function partyAfter(
  before: string | undefined,
  given: string | null | undefined,
  status: PartyStatus | null,
  naming: NamingRules,
): string | null {
  const named = given === undefined ? (before ?? null) : given;
  const real = named === null || wordOf(naming, named) !== null ? null : named;
  return real ?? (status === null || status === 'named' ? null : partyWord(naming, status));
}
