import { BwcError } from '../domain/errors.js';
import type { Vocabularies } from '../policy/deadlines/label-rules.js';
import type { RulesInForce } from '../policy/rules-in-force.js';

/** A field of a label or of a case, and the list of words it is chosen from. */
const LIST_OF = {
  category: 'categories',
  caseStage: 'stages',
  stage: 'stages',
  kind: 'activities',
  recordItem: 'recordItems',
  service: 'serviceKinds',
} as const satisfies Record<string, keyof Vocabularies>;

/** A case's usual way from its filing to its end (行政处罚法第五章): offered where the rulebook in force lists no stages. */
export const USUAL_STAGES = [
  '立案',
  '调查取证',
  '法制审核',
  '事先告知',
  '听证',
  '处罚决定',
  '送达',
  '执行',
  '结案',
] as const;

/** The words to choose from; null where the rulebook gives none and any text will do. */
export function wordsFor({ rulebook }: RulesInForce, field: string): readonly string[] | null {
  if (!(field in LIST_OF)) return null;
  return rulebook.vocabularies[LIST_OF[field as keyof typeof LIST_OF]]?.value ?? null;
}

/** @throws BwcError `bwc.label.unknown_word`, which lists the words there are */
export function requireWord(rules: RulesInForce, field: string, text: string | null | undefined): void {
  const choices = wordsFor(rules, field);
  if (text == null || choices === null || choices.includes(text)) return;
  const list = choices.join('、');
  throw new BwcError(
    'bwc.label.unknown_word',
    `${field}: “${text}” is none of the words of ${rules.rulebook.id}: ${list}`,
    { field, value: text, choices: list },
  );
}
