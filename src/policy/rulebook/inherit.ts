/** Values that a regulation takes from another one it refers to: they keep the other's article, and say whose it is. */
import { leavesOf } from './leaves.js';
import { checked, invalid } from './parse.js';
import { rulebookSchema, type Rulebook, type RulebookDocument } from './schema.js';
import { withValue } from './set-value.js';

/** @throws PolicyError `bwc.rules.invalid` where a value is not there to be lent, or would cover one of the text's own */
export function inherit(document: RulebookDocument, all: ReadonlyMap<string, RulebookDocument>): Rulebook {
  let result: unknown = document;
  for (const { key, from } of document.inherits) {
    const lender = all.get(from);
    if (lender === undefined) throw invalid(document.id, 'inherits', `there is no rulebook ${from}`);
    const lent = leavesOf(lender).find((leaf) => leaf.key === key);
    if (lent === undefined) throw invalid(document.id, 'inherits', `${from} has no ${key}`);
    if (leavesOf(document).some((leaf) => leaf.key === key))
      throw invalid(document.id, 'inherits', `${key} is in the text itself`);
    result = withValue(result, lent.path, { ...lent.cited, of: lent.cited.of ?? from });
  }
  return { ...checked(rulebookSchema, document.id, result), extends: [] };
}
