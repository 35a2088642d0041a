/** When a label's duty was done: the first version that has all the rulebook asks for. Later versions take nothing back. */
import type { Instant } from '../../domain/time.js';
import type { Facts, LabelVersion } from '../facts/facts.js';
import { LABEL_FIELDS, type LabelField, type LabelRules } from './label-rules.js';

/** What nobody can say while there is no case. */
const OF_A_CASE: readonly LabelField[] = ['caseNumber', 'caseStage'];

/** Fields that are required and that a version does not have. A case's may be missing for a stated reason (无案号). */
export const missingFields = (rules: LabelRules, label: LabelVersion | undefined): readonly LabelField[] =>
  LABEL_FIELDS.filter(
    (field) =>
      rules.fields[field]?.value === 'required' &&
      (label?.fields[field] ?? '').trim() === '' &&
      !(OF_A_CASE.includes(field) && label !== undefined && label.noCaseNumber !== null),
  );

export function isLabelled(rules: LabelRules, label: LabelVersion): boolean {
  const ways = rules.satisfiedBy.value;
  if (ways.includes('association') && label.association !== null) return true;
  return ways.includes('annotation') && missingFields(rules, label).length === 0;
}

export interface LabelDone {
  readonly doneAt: Instant | null;
  /** What the latest version still lacks; empty once the duty is done. */
  readonly missing: readonly LabelField[];
}

export function labelDone(rules: LabelRules, facts: Facts): LabelDone {
  const first = facts.labels.find((label) => isLabelled(rules, label));
  if (first !== undefined) return { doneAt: first.at, missing: [] };
  return { doneAt: null, missing: missingFields(rules, facts.labels.at(-1)) };
}
