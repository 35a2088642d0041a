/** What a rulebook wants noted of the goods and services of a label, and the label does not say. It bars nothing. Pure. */
import type { Cited } from '../rulebook/cited.js';
import type { LabelVersion } from '../facts/facts.js';
import { basisOf, type Basis } from '../rulebook/cited.js';
import type { DetailRules } from './rules.js';
import {
  SERVICE_WAY_NAMES,
  SERVICE_WAYS,
  type Goods,
  type GoodsPart,
  type Service,
  type ServicePart,
  type ServiceWay,
} from './vocabulary.js';

export interface Lacking {
  readonly of: 'goods' | 'services';
  /** Its place in the list, from 1. */
  readonly place: number;
  readonly parts: readonly (GoodsPart | ServicePart)[];
  /** The first article that wants any of them. */
  readonly basis: Basis;
}

type Wanted = Cited<readonly (GoodsPart | ServicePart)[]>;

export function lackingDetails(rules: DetailRules, label: LabelVersion | undefined): readonly Lacking[] {
  if (label === undefined) return [];
  const witnessed = (label.fields.witnesses ?? '') !== '';
  return [
    ...label.goods.flatMap((goods, i) => lack('goods', i, goodsRules(rules, goods), (part) => part in goods)),
    ...label.services.flatMap((service, i) =>
      lack('services', i, serviceRules(rules, service), (part) => served(service, witnessed, part)),
    ),
  ];
}

/** Null where the rulebook speaks of no such way: a bureau may have words of its own. */
export const wayOf = (kind: string): ServiceWay | null =>
  SERVICE_WAY_NAMES.find((name) => SERVICE_WAYS[name] === kind) ?? null;

function goodsRules({ goods: rules = {} }: DetailRules, { measure }: Goods): readonly Wanted[] {
  const [own, all] = [rules[measure], measure === 'involved' ? undefined : rules.involved];
  return [own, all].filter((rule) => rule !== undefined);
}

function serviceRules({ service: rules = {} }: DetailRules, { kind }: Service): readonly Wanted[] {
  const way = wayOf(kind);
  const rule = way === null ? undefined : rules[way];
  return rule === undefined ? [] : [rule];
}

/** The label may name the witness; what nobody looked like need not be said. */
function served(service: Service, witnessed: boolean, part: GoodsPart | ServicePart): boolean {
  if (part in service) return true;
  if (part === 'witness') return witnessed;
  return part === 'witnessAppearance' && !witnessed && service.witness === undefined;
}

function lack(
  of: Lacking['of'],
  index: number,
  rules: readonly Wanted[],
  has: (part: GoodsPart | ServicePart) => boolean,
): readonly Lacking[] {
  const parts = [...new Set(rules.flatMap((rule) => rule.value))].filter((part) => !has(part));
  const first = rules.find((rule) => rule.value.some((part) => parts.includes(part)));
  return first === undefined ? [] : [{ of, place: index + 1, parts, basis: basisOf(first) }];
}
