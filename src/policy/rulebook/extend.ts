/** A bureau's own rulebook: a regulation (or another extension) with single values made stricter. */
import { PolicyError } from '../errors.js';
import { refusedAdditions, withAdditions, type RefusedAddition } from './additions.js';
import type { Cited } from './cited.js';
import { leavesOf } from './leaves.js';
import { checked, invalid, type ExtensionDocument } from './parse.js';
import { rulebookSchema, type Rulebook } from './schema.js';
import { withValue } from './set-value.js';
import { lenience } from './stricter.js';

/** One value that cannot be taken: what stands there, what was asked for, and why not. */
export interface Refusal {
  readonly key: string;
  readonly why: RefusedAddition['why'];
  /** Null where nothing stands there. */
  readonly base: Cited<unknown> | null;
  /** Always with the bureau's own article. */
  readonly asked: Cited<unknown>;
}

/** Keys that need not be there yet: what a bureau asks for on top. */
const OPEN = /^(?:label\.(?:fields|goods|service)|records|vocabularies|deadlines\.label)\.[a-zA-Z]+$/;

/**
 * Every value that is more lenient than what it would replace, or has no place.
 * @param file for messages
 * @throws PolicyError `bwc.rules.invalid` for a value that has not the shape its key wants
 */
export function refusals(base: Rulebook, extension: ExtensionDocument, file: string): readonly Refusal[] {
  const set = laidOver(base, extension, file);
  checkAdditions(extension, set, file);
  return [...lenient(base, extension), ...refusedAdditions(base, set, extension.add)];
}

/** The shape of what is added, and that each value of it rests on a text of the bureau's. */
function checkAdditions(extension: ExtensionDocument, set: Rulebook, file: string): Rulebook {
  const { extends: before, ...document } = set;
  const there = new Set(leavesOf(document).map((leaf) => leaf.key));
  const whole = checked(rulebookSchema, file, withAdditions(document, extension.add));
  for (const { key, cited } of leavesOf(whole))
    if (!there.has(key) && 'source' in cited) throw invalid(file, key, 'wants article and phrase of the bureau’s text');
  return { ...whole, extends: before };
}

function lenient(base: Rulebook, extension: ExtensionDocument): readonly Refusal[] {
  const leaves = new Map(leavesOf(base).map((leaf) => [leaf.key, leaf.cited]));
  const open = (key: string): boolean =>
    OPEN.test(key) && !(key.startsWith('deadlines.label.') && !('value' in base.deadlines.label));
  return Object.entries(extension.set).flatMap(([key, asked]): Refusal[] => {
    const before = leaves.get(key);
    if (before === undefined) {
      if (open(key)) return [];
      // No period means kept until somebody classifies it: any number of months would be shorter than that.
      return [{ key, why: key === 'retention.base' ? 'shorter' : 'unknownKey', base: null, asked }];
    }
    const why = key.startsWith('validity.') ? 'fixed' : lenience(key, before.value, asked.value, 'source' in before);
    return why === null ? [] : [{ key, why, base: before, asked }];
  });
}

/**
 * @param file for messages
 * @throws PolicyError `bwc.rules.invalid` (a value that has not the shape its key wants), `bwc.rules.extension_refused`
 */
export function extend(base: Rulebook, extension: ExtensionDocument, file: string): Rulebook {
  const rulebook = checkAdditions(extension, laidOver(base, extension, file), file);
  const refused = refusals(base, extension, file);
  const [first] = refused;
  if (first === undefined) return rulebook;
  throw new PolicyError(
    'bwc.rules.extension_refused',
    `${file}: ${refused.map((r) => describe(r, base.id)).join('; ')}`,
    {
      file,
      key: first.key,
      why: first.why,
      base: JSON.stringify(first.base?.value ?? null),
      baseArticle: first.base === null ? null : articleOf(first.base),
      asked: JSON.stringify(first.asked.value),
      askedArticle: articleOf(first.asked),
      refused: refused.length,
    },
  );
}

/** The values in their places, whether or not they are strict enough; those without a place are left out. */
function laidOver(base: Rulebook, extension: ExtensionDocument, file: string): Rulebook {
  const { id, extends: extended, title, issuer, number, validity, set } = extension;
  const { extends: before, ...document } = base;
  let result: unknown = { ...document, id, title, issuer, number };
  const leaves = leavesOf(base);
  // Whose article it is stays known under the new name.
  for (const { path, cited } of leaves)
    if ('article' in cited) result = withValue(result, path, { ...cited, of: cited.of ?? base.id });
  if (validity !== undefined) result = withValue(result, ['validity'], validity);
  const places = new Map(leaves.map((leaf) => [leaf.key, leaf.path]));
  // A limit where the text sets none is made of its parts.
  if ('value' in base.deadlines.label && Object.keys(set).some((key) => key.startsWith('deadlines.label.')))
    result = withValue(result, ['deadlines', 'label'], {});
  for (const [key, value] of Object.entries(set)) {
    const path = places.get(key) ?? (OPEN.test(key) ? key.split('.') : undefined);
    if (path !== undefined) result = withValue(result, path, value);
  }
  return { ...checked(rulebookSchema, file, result), extends: [extended, ...before] };
}

function describe({ key, why, base, asked }: Refusal, baseId: string): string {
  const there =
    base === null
      ? 'nothing'
      : `${JSON.stringify(base.value)} (${base.of ?? baseId} ${'article' in base ? `${base.article} ${base.phrase}` : 'default, not from the regulation'})`;
  return `${key}: ${WHY[why]}: ${there} -> ${JSON.stringify(asked.value)} (${'article' in asked ? `${asked.article} ${asked.phrase}` : ''})`;
}

const articleOf = (cited: Cited<unknown>): string | null => ('article' in cited ? cited.article : null);

const WHY: Readonly<Record<Refusal['why'], string>> = {
  shorter: 'footage may be kept longer, never shorter',
  later: 'a limit may end sooner, never later',
  narrower: 'what the text names may be added to, not taken out',
  wider: 'nothing may be added that lets more pass',
  weaker: 'a demand may be made stronger, not weaker',
  fixed: 'the text leaves no choice',
  unknownKey: 'there is no such key',
  taken: 'there is one of that name already',
  unknownCategory: 'a category that is not among the words of the rulebook',
};
