/** When a label's duty was done: the first version that has all the rulebook asks for. Later versions take nothing back. */
import type { Instant } from '../../domain/time.js';
import type { LabelVersion } from '../facts/facts.js';
import { LABEL_FIELDS, type LabelField, type LabelRules } from './label-rules.js';

/** What nobody can say while there is no case. */
const OF_A_CASE: ReadonlySet<LabelField> = new Set(['caseNumber', 'caseStage']);

const required = new WeakMap<LabelRules, readonly LabelField[]>();

function requiredFields(rules: LabelRules): readonly LabelField[] {
  const known = required.get(rules);
  if (known !== undefined) return known;
  const fields = LABEL_FIELDS.filter((field) => rules.fields[field]?.value === 'required');
  required.set(rules, fields);
  return fields;
}

/** Fields that are required and that a version does not have. A case's may be missing for a stated reason (无案号). */
export const missingFields = (rules: LabelRules, label: LabelVersion | undefined): readonly LabelField[] =>
  label === undefined
    ? requiredFields(rules)
    : requiredFields(rules).filter(
        (field) => (label.fields[field] ?? '').trim() === '' && !(OF_A_CASE.has(field) && label.noCaseNumber !== null),
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

/** @param labels all versions, oldest first */
export function labelDone(rules: LabelRules, labels: readonly LabelVersion[]): LabelDone {
  const first = labels.find((label) => isLabelled(rules, label));
  if (first !== undefined) return { doneAt: first.at, missing: [] };
  return { doneAt: null, missing: missingFields(rules, labels.at(-1)) };
}
