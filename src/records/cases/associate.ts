/** A label says with which case its clip is associated, and takes from the case what the case knows and it does not. */
import type { LabelField, LabelRules } from '../../policy/deadlines/label-rules.js';
import type { CaseVersion } from '../../store/repositories/cases.js';
import type { Label, TextField } from '../../store/repositories/labels.js';

type Known = Pick<CaseVersion, 'number' | 'party' | 'stage'>;

const FIELDS: readonly (readonly [TextField & LabelField, keyof Known])[] = [
  ['caseNumber', 'number'],
  ['party', 'party'],
  ['caseStage', 'stage'],
];

/** @param was the case as it stood before: what a label took from it changes with it; what people wrote stays */
export function associated(label: Label, rules: LabelRules, now: CaseVersion, was: CaseVersion | null): Label {
  const fields: Partial<Record<TextField, string>> = { ...label.fields };
  for (const [field, key] of FIELDS) {
    const [text, known] = [fields[field], now[key]];
    const takes = rules.fields[field] !== undefined && known !== null;
    if (takes && (text === undefined || text === was?.[key])) fields[field] = known;
  }
  return {
    ...label,
    fields,
    partyStatus: label.partyStatus ?? (label.fields.party === undefined && fields.party !== undefined ? 'named' : null),
    noCaseNumber: fields.caseNumber === undefined && now.number === null ? label.noCaseNumber : null,
    caseId: now.id,
  };
}

export const dissociated = (label: Label): Label => ({ ...label, caseId: null });
