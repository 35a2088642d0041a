/** The parts of a name out of what is known: the latest label first, then the case. What is not known stays empty. */
import type { LabelField } from '../deadlines/label-rules.js';
import type { CaseFacts, Facts } from '../facts/facts.js';
import type { NameForm, NamePart } from './rules.js';
import type { NameValues } from './values.js';

/** Which field of a label a part of a name is taken from. */
export const FIELD_OF_PART: Readonly<Partial<Record<NamePart, LabelField>>> = {
  unit: 'unit',
  party: 'party',
  date: 'inspectionDate',
  content: 'inspectionContent',
  time: 'enforcementTime',
  caseNumber: 'caseNumber',
  stage: 'caseStage',
  handler: 'handler',
};

const ofCase = (part: NamePart, known: CaseFacts): string | null => {
  const values: Readonly<Partial<Record<NamePart, string | null>>> = {
    party: known.party,
    caseNumber: known.number,
    stage: known.stage,
    ordinal: known.ordinal === null ? null : String(known.ordinal),
    recordItem: known.recordItem,
  };
  return values[part] ?? null;
};

export function nameValues(form: NameForm, facts: Facts): NameValues {
  const label = facts.labels.at(-1);
  const values: Partial<Record<NamePart, string>> = {};
  for (const { part, whenNone } of form.parts.value) {
    const field = FIELD_OF_PART[part];
    // Without a case there is no number and no stage: the label says why, and the name says so (无案号).
    const none = (part === 'caseNumber' || part === 'stage') && label?.noCaseNumber != null ? whenNone : null;
    const value = (field && label?.fields[field]) ?? (facts.case && ofCase(part, facts.case)) ?? none;
    if (value !== null) values[part] = value;
  }
  return values;
}
