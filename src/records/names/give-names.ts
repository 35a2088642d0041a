/**
 * Gives clips their canonical names as soon as their labels are complete, and new ones when what a name is made of
 * changes. The file keeps its own name and place (a name is a word about it), and every name it had stays on record
 * and its own: no other clip gets it.
 */
import { labelDone } from '../../policy/deadlines/label-done.js';
import { checkName } from '../../policy/names/check.js';
import { nameValues } from '../../policy/names/from-facts.js';
import { nameKey } from '../../policy/names/number.js';
import type { NameForm } from '../../policy/names/rules.js';
import { NAME_FORMS, type NameFormName } from '../../store/repositories/names.js';
import type { ActContext } from '../act.js';
import type { Keeper } from '../after-change.js';
import type { ClipFactsOnRecord } from '../clips/facts-of-clip.js';
import { extensionOf } from './extension.js';

export const giveNames: Keeper = (context, clips) => {
  for (const clip of clips) for (const form of NAME_FORMS) giveName(context, form, clip);
};

interface Wanted {
  readonly scope: string;
  readonly name: string;
}

function giveName(context: ActContext, form: NameFormName, clip: ClipFactsOnRecord): void {
  const { store, by, now } = context;
  const { id } = clip.clip;
  const wanted = nameFor(context, form, clip);
  const before = store.names.latest(id, form);
  if (before === undefined && wanted === null) return;
  const held = wanted && store.names.heldNumber(form, wanted.scope, nameKey(wanted.name), id);
  const number = wanted && (held ?? store.names.lastNumber(form, wanted.scope, nameKey(wanted.name)) + 1);
  const name = wanted && number !== null ? numbered(wanted.name, number) : null;
  const scope = wanted?.scope ?? before?.scope ?? '';
  if (before !== undefined && before.name === name && before.scope === scope) return;
  // Versions are counted from 1, without gaps.
  const label = clip.facts.labels.length === 0 ? null : clip.facts.labels.length;
  const at = now();
  const version = (before?.version ?? 0) + 1;
  // A name that the clip had before is its own already.
  const claim =
    wanted !== null && name !== null && held === undefined ? { key: nameKey(name), base: nameKey(wanted.name) } : null;
  const told = { form, version, scope, name, label, number, claim, before: before?.name ?? null, by, at };
  const { seq } = store.log.append('name.given', told, { clipId: id });
  if (claim !== null && number !== null) store.names.claim({ form, scope, ...claim, number, clipId: id, entry: seq });
  store.names.add({ clipId: id, form, version, scope, name, label, by, at, entry: seq });
}

export const numbered = (name: string, number: number): string => (number === 1 ? name : `${name}(${String(number)})`);

/** Null while the label is not complete, or a part is missing or does not check. */
function nameFor({ rules }: ActContext, form: NameFormName, { clip, facts }: ClipFactsOnRecord): Wanted | null {
  const { naming, label } = rules.rulebook;
  const rule: NameForm | null = naming[form];
  if (rule === null) return null;
  if (form === 'storage' && labelDone(label, facts.labels).doneAt === null) return null;
  if (form === 'caseItem' && clip.caseId === null) return null;
  const { name } = checkName(rule, naming, nameValues(rule, facts), extensionOf(clip.sourcePath));
  return name === null ? null : { scope: form === 'caseItem' ? (clip.caseId ?? '') : '', name };
}
