/** The parts of the canonical name out of what is being written. Pure. */
import type { QuestionInput } from '../../web/api-types.js';
import type { Draft, Form, TextName } from './draft.js';

export type NameParts = NonNullable<QuestionInput<'name.check'>['parts']>;
export type Part = keyof NameParts;

export const FIELD_OF_PART: Readonly<Partial<Record<Part, TextName>>> = {
  unit: 'unit',
  party: 'party',
  date: 'inspectionDate',
  content: 'inspectionContent',
  time: 'enforcementTime',
  caseNumber: 'caseNumber',
  stage: 'caseStage',
  handler: 'handler',
};

export function partsOf(form: Form, draft: Draft): NameParts {
  const parts: Partial<Record<Part, string>> = {};
  for (const { part } of form.name ?? []) {
    const field = FIELD_OF_PART[part];
    const text = field === undefined ? undefined : draft.texts[field]?.trim();
    if (text !== undefined) parts[part] = text;
  }
  if (
    draft.partyStatus !== 'named' &&
    (parts.party ?? '') === '' &&
    form.name?.some((p) => p.part === 'party') === true
  )
    parts.party = form.partyWords[draft.partyStatus];
  return parts;
}
