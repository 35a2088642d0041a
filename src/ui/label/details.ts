/** Goods and documents served, row by row, and what the rulebook in force wants noted of each. Pure. */
import type { Form, OnRecord } from './draft.js';

/** The two lists of a label, by their names in it. */
export type Which = 'goods' | 'services';
export type Goods = OnRecord['goods'][number];
export type Service = OnRecord['services'][number];
type Basis = NonNullable<Form['goods']>[number]['basis'];

/** A row as it is written. */
export interface Detail {
  /** What was done with the goods, or the way of service. */
  readonly of: string;
  /** By name; empty where it was written and taken away again. */
  readonly parts: Readonly<Record<string, string>>;
}

interface Rule {
  readonly of: string;
  readonly parts: readonly string[];
  readonly basis: Basis;
}

export interface AskedPart {
  readonly part: string;
  /** Null where the rulebook does not ask for it. */
  readonly basis: Basis | null;
}

const EVERY_MEASURE: Readonly<Record<Goods['measure'], true>> = {
  registered: true,
  sealed: true,
  seized: true,
  confiscated: true,
  involved: true,
};
/** What is asked of goods that are involved is asked of all. */
const ANY: Goods['measure'] = 'involved';

/** What a row is about: the first has its place also where the rulebook asks for none of them. */
const ABOUT: Readonly<Record<Which, readonly [string, ...string[]]>> = {
  goods: ['name', 'kind'],
  services: ['document'],
};

export const fromGoods = (goods: readonly Goods[]): Detail[] =>
  goods.map(({ measure, ...parts }) => ({ of: measure, parts }));
export const fromServices = (services: readonly Service[]): Detail[] =>
  services.map(({ kind, ...parts }) => ({ of: kind, parts }));

/** What is sent, without what is empty; goods of which nothing is said are no goods. */
export const toGoods = (rows: readonly Detail[]): Goods[] =>
  rows
    .map(({ of, parts }) => ({ measure: of as Goods['measure'], ...written(parts) }))
    .filter((goods) => Object.keys(goods).length > 1);
export const toServices = (rows: readonly Detail[]): Service[] =>
  rows.map(({ of, parts }) => ({ kind: of, ...written(parts) }));

const written = (parts: Detail['parts']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(parts)
      .map(([part, text]) => [part, text.trim()] as const)
      .filter(([, text]) => text !== ''),
  );

function rulesOf({ goods, services }: Form, which: Which): readonly Rule[] {
  if (which === 'goods') return (goods ?? []).map(({ measure, ...rule }) => ({ of: measure, ...rule }));
  return (services?.ways ?? []).map(({ kind, ...rule }) => ({ of: kind, ...rule }));
}

/** What a new row can be: of which the rulebook speaks. */
export function choicesOf(form: Form, which: Which): readonly string[] {
  const named = rulesOf(form, which).map((rule) => rule.of);
  if (which === 'goods') return named.includes(ANY) ? Object.keys(EVERY_MEASURE) : named;
  return form.services?.kinds ?? named;
}

/** What can be written of a row: what is asked for, and what was said already. */
export function partsOf(form: Form, which: Which, { of, parts }: Detail): AskedPart[] {
  const asked = new Map<string, Basis>();
  for (const rule of rulesOf(form, which))
    if (rule.of === of || (which === 'goods' && rule.of === ANY))
      for (const part of rule.parts) if (!asked.has(part)) asked.set(part, rule.basis);
  const about = ABOUT[which].some((part) => asked.has(part)) ? [] : [ABOUT[which][0]];
  const names = new Set([...about, ...asked.keys(), ...Object.keys(parts)]);
  return [...names].map((part) => ({ part, basis: asked.get(part) ?? null }));
}

/** Which of them are asked for and still empty. @param witnessed whether the label names a witness */
export function lackingParts(form: Form, which: Which, row: Detail, witnessed: boolean): string[] {
  const said = written(row.parts);
  const there = witnessed || 'witness' in said;
  return partsOf(form, which, row)
    .filter(({ part, basis }) => basis !== null && !(part in said))
    .map(({ part }) => part)
    .filter((part) => (part === 'witness' ? !witnessed : part !== 'witnessAppearance' || there));
}

/** The row as something else: what was written of it stays. */
export const turnedInto = ({ parts }: Detail, of: string): Detail => ({ of, parts: written(parts) });
