/**
 * What an extension has more of than what it extends: rules of retention, rows of the approval matrix, exceptions to a
 * limit. Rules of retention only ever keep longer; a row has to be as strict as what it goes before; an exception gives
 * more time and is therefore refused wherever the limit is the text's.
 */
import { z } from 'zod';
import { approvalLadder, type AccessRequest } from '../approvals/ladder.js';
import { addedEntry } from '../approvals/rules.js';
import { DEADLINES, exceptionSchema, type DeadlineName, type DeadlineRule } from '../deadlines/rules.js';
import { retentionRule } from '../retention/rules.js';
import type { Cited } from './cited.js';
import type { Rulebook, RulebookDocument } from './schema.js';
import { asStrictAsLadder, type Lenience } from './stricter.js';

const exceptions = z.record(z.string().regex(/^[a-z]\w*$/i), exceptionSchema);
const exceptionKeys = DEADLINES.map((name) => `deadlines.${name}.exceptions` as const);

/** By key, as `bwc rules show` writes them. */
export const additionsSchema = z.strictObject({
  'retention.rules': z.array(retentionRule).optional(),
  'approvals.matrix': z.array(addedEntry).optional(),
  ...(Object.fromEntries(exceptionKeys.map((key) => [key, exceptions.optional()])) as Record<
    (typeof exceptionKeys)[number],
    z.ZodOptional<typeof exceptions>
  >),
});
export type Additions = z.output<typeof additionsSchema>;

/** One thing that cannot be added. */
export interface RefusedAddition {
  readonly key: string;
  readonly why: Lenience | 'taken' | 'unknownKey' | 'unknownCategory';
  /** What stands in its way; null where nothing does. */
  readonly base: Cited<unknown> | null;
  readonly asked: Cited<unknown>;
}

/**
 * @param base what is extended
 * @param set the same with the extension's single values in their places: it may add exceptions to a limit of its own
 */
export const refusedAdditions = (base: Rulebook, set: RulebookDocument, add: Additions): readonly RefusedAddition[] => [
  ...refusedRules(base, set, add),
  ...refusedRows(base, add),
  ...DEADLINES.flatMap((name) => refusedExceptions(base, set, name, add[`deadlines.${name}.exceptions`] ?? {})),
];

function refusedRules(base: Rulebook, set: RulebookDocument, add: Additions): RefusedAddition[] {
  const words = set.vocabularies.categories;
  return (add['retention.rules'] ?? []).flatMap(({ id, keep, when }): RefusedAddition[] => {
    const key = `retention.rules.${id}.keep`;
    const there = base.retention.rules.find((rule) => rule.id === id);
    if (there !== undefined) return [{ key, why: 'taken', base: there.keep, asked: keep }];
    // Without a period for ordinary footage, what no rule speaks of is kept for good: a rule with an end would end that.
    const ends = !('keep' in keep.value) || keep.value.keep === 'asCaseFile';
    if (base.retention.base === null && ends) return [{ key, why: 'shorter', base: null, asked: keep }];
    const unknown = (when.categories ?? []).filter((category) => words?.value.includes(category) === false);
    return unknown.length === 0 ? [] : [{ key, why: 'unknownCategory', base: words ?? null, asked: keep }];
  });
}

function refusedRows(base: Rulebook, add: Additions): RefusedAddition[] {
  return (add['approvals.matrix'] ?? []).flatMap(({ id, outcome, ...row }): RefusedAddition[] => {
    const key = `approvals.added.${id}.outcome`;
    const there = base.approvals.added?.find((other) => other.id === id);
    if (there !== undefined) return [{ key, why: 'taken', base: there.outcome, asked: outcome }];
    const requests = row.askers.flatMap((asker) =>
      row.sensitivities.flatMap((sensitivity) => row.acts.map((act): AccessRequest => ({ asker, sensitivity, act }))),
    );
    for (const request of requests) {
      const { steps, refused, basis } = approvalLadder(base.approvals, request);
      if (basis.article === null) continue;
      const before = refused ? { refuse: true as const } : { steps };
      if (asStrictAsLadder(before, outcome.value)) continue;
      const cited = { value: before, article: basis.article, phrase: basis.phrase ?? '', of: basis.of ?? undefined };
      return [{ key, why: 'weaker', base: cited, asked: outcome }];
    }
    return [];
  });
}

function refusedExceptions(
  base: Rulebook,
  set: RulebookDocument,
  name: DeadlineName,
  added: z.output<typeof exceptions>,
): RefusedAddition[] {
  const [rule, own] = [ruleOf(base, name), ruleOf(set, name)];
  return Object.entries(added).flatMap(([id, { limit }]): RefusedAddition[] => {
    const key = `deadlines.${name}.exceptions.${id}`;
    const refuse = (why: RefusedAddition['why'], cited: Cited<unknown> | null): RefusedAddition[] => [
      { key, why, base: cited, asked: limit },
    ];
    if (own === null) return refuse('unknownKey', null);
    const there = rule?.exceptions[id];
    if (there !== undefined) return refuse('taken', there.limit);
    return rule === null || 'source' in rule.limit ? [] : refuse('wider', rule.limit);
  });
}

/** Null where there is no such limit, or it is another one's. */
function ruleOf(book: RulebookDocument, name: DeadlineName): DeadlineRule | null {
  const rule = book.deadlines[name];
  return rule !== undefined && 'limit' in rule ? rule : null;
}

/** The document with everything added, whether or not it may be. */
export function withAdditions<T extends RulebookDocument>(document: T, add: Additions): T {
  const deadlines = { ...document.deadlines };
  for (const name of DEADLINES) {
    const [rule, added] = [ruleOf(document, name), add[`deadlines.${name}.exceptions`]];
    if (rule !== null && added !== undefined)
      Object.assign(deadlines, { [name]: { ...rule, exceptions: { ...added, ...rule.exceptions } } });
  }
  const { retention, approvals } = document;
  const known = new Set(retention.rules.map((rule) => rule.id));
  const rules = (add['retention.rules'] ?? []).filter((rule) => !known.has(rule.id));
  const rows = add['approvals.matrix'] ?? [];
  return {
    ...document,
    deadlines,
    retention: { ...retention, rules: [...retention.rules, ...rules] },
    approvals: rows.length === 0 ? approvals : { ...approvals, added: [...rows, ...(approvals.added ?? [])] },
  };
}
