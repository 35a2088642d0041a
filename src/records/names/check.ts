/** `name.check`: the name as it is typed, which part of it fails, why, and how to mend it. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { NAME_PARTS } from '../../policy/names/rules.js';
import { NAME_FORMS } from '../../store/repositories/names.js';
import { nameValues } from '../../policy/names/from-facts.js';
import { nameKey } from '../../policy/names/number.js';
import type { NameValues } from '../../policy/names/values.js';
import { question } from '../act.js';
import { factsOfClip } from '../clips/facts-of-clip.js';
import { extensionOf } from './extension.js';
import { numbered } from './give-names.js';
import { judgeName } from './judge.js';

const input = z.strictObject({
  form: z.enum(NAME_FORMS).default('storage'),
  /** A clip whose label says the parts that are not typed. */
  clip: z.string().min(1).max(128).nullable().default(null),
  parts: z.partialRecord(z.enum(NAME_PARTS), z.string().max(4000)).default({}),
});

/** @throws BwcError `bwc.store.not_found` */
export const nameCheck = question(input, ({ store, rules }, { form, clip: id, parts }) => {
  const rule = rules.rulebook.naming[form];
  const clip = id === null ? undefined : store.clips.get(id);
  if (id !== null && clip === undefined) throw new BwcError('bwc.store.not_found', `there is no clip ${id}`, { id });
  const known: NameValues = rule === null || clip === undefined ? {} : nameValues(rule, factsOfClip(store, clip.id));
  const judged = judgeName(rules.rulebook, form, { ...known, ...parts }, extensionOf(clip?.sourcePath ?? ''));
  const scope = form === 'caseItem' ? ((clip && store.cases.of(clip.id)?.caseId) ?? '') : '';
  return {
    ...judged,
    /** With the number it would get: others may have the same. */
    wouldBe: judged.check?.name == null ? null : nextFree(judged.check.name, scope),
    clip: clip?.id ?? null,
    originalName: clip?.sourcePath ?? null,
    given: clip === undefined ? null : (store.names.latest(clip.id, form)?.name ?? null),
  };

  function nextFree(name: string, within: string): string {
    const held = clip && store.names.heldNumber(form, within, nameKey(name), clip.id);
    return numbered(name, held ?? store.names.lastNumber(form, within, nameKey(name)) + 1);
  }
});
