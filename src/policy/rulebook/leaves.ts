/** A rulebook as a flat list of keys and cited values: what is shown, compared, explained and checked. */
import type { Citation, Cited } from './cited.js';
import { SECTIONS, type RulebookDocument } from './schema.js';

export interface Leaf {
  /** `deadlines.upload.limit`; entries of a list go by their id where they have one: `retention.rules.obstruction.keep`. */
  readonly key: string;
  /** Where it stands in the document. */
  readonly path: readonly (string | number)[];
  readonly cited: Cited<unknown>;
}

export function leavesOf(rulebook: RulebookDocument): readonly Leaf[] {
  return SECTIONS.flatMap((section) => [...walk(rulebook[section], [section], [section])]);
}

function* walk(node: unknown, path: readonly (string | number)[], names: readonly string[]): Generator<Leaf> {
  if (typeof node !== 'object' || node === null) return;
  if (isCited(node)) {
    yield { key: names.join('.'), path, cited: node };
    return;
  }
  if (Array.isArray(node)) {
    for (const [i, item] of (node as unknown[]).entries())
      yield* walk(item, [...path, i], [...names, idOf(item) ?? String(i)]);
    return;
  }
  for (const [key, item] of Object.entries(node)) yield* walk(item, [...path, key], [...names, key]);
}

const isCited = (node: object): node is Citation & { value: unknown } =>
  'value' in node && ('article' in node || 'source' in node);

function idOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('id' in item)) return undefined;
  return typeof item.id === 'string' ? item.id : undefined;
}
