/** Two rulebooks side by side: every key whose value differs. */
import { isDeepStrictEqual } from 'node:util';
import type { Cited } from './cited.js';
import { leavesOf } from './leaves.js';
import type { Rulebook } from './schema.js';

export interface Difference {
  readonly key: string;
  /** Null where a rulebook does not speak of it. */
  readonly a: Cited<unknown> | null;
  readonly b: Cited<unknown> | null;
}

export function diffRulebooks(a: Rulebook, b: Rulebook): readonly Difference[] {
  const [ofA, ofB] = [a, b].map((book) => new Map(leavesOf(book).map((leaf) => [leaf.key, leaf.cited])));
  const keys = new Set([...(ofA?.keys() ?? []), ...(ofB?.keys() ?? [])]);
  return [...keys]
    .map((key) => ({ key, a: ofA?.get(key) ?? null, b: ofB?.get(key) ?? null }))
    .filter((d) => !isDeepStrictEqual(d.a?.value, d.b?.value) || (d.a === null) !== (d.b === null));
}
