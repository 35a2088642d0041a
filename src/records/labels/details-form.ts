/** What the rulebook in force wants noted of goods and of documents served. */
import { MEASURES, SERVICE_WAY_NAMES, SERVICE_WAYS } from '../../policy/details/vocabulary.js';
import type { GoodsPart, Measure, ServicePart } from '../../policy/details/vocabulary.js';
import { basisOf, type Basis, type Cited } from '../../policy/rulebook/cited.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import { wordsFor } from '../vocabulary.js';

export interface Asked<P> {
  readonly parts: readonly P[];
  readonly basis: Basis;
}

const asked = <P, W extends object>(what: W, rule: Cited<readonly P[]> | undefined): readonly (W & Asked<P>)[] =>
  rule === undefined ? [] : [{ ...what, parts: rule.value, basis: basisOf(rule) }];

/** Null where the rulebook does not speak of goods. */
export function goodsForm({ rulebook }: RulesInForce): readonly (Asked<GoodsPart> & { measure: Measure })[] | null {
  const { goods } = rulebook.label;
  return goods === undefined ? null : MEASURES.flatMap((measure) => asked({ measure }, goods[measure]));
}

/** Null where the rulebook speaks neither of ways of service nor of what is to be noted of them. */
export function servicesForm(
  rules: RulesInForce,
): { kinds: readonly string[] | null; ways: readonly (Asked<ServicePart> & { kind: string })[] } | null {
  const { service } = rules.rulebook.label;
  const kinds = wordsFor(rules, 'service');
  if (service === undefined && kinds === null) return null;
  return { kinds, ways: SERVICE_WAY_NAMES.flatMap((way) => asked({ kind: SERVICE_WAYS[way] }, service?.[way])) };
}
