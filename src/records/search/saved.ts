/** Searches that people keep for themselves. They are no evidence and leave no custody entry. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { newUlid } from '../../domain/ids.js';
import { act, question } from '../act.js';
import { whoActs } from '../people/who-acts.js';
import { words } from '../text.js';
import { searchFilter } from './filter.js';

const name = words(60);
const MOST = 100;

/** One of the same name is replaced. @throws BwcError `bwc.usage` where there are too many */
export const saveFilter = act(z.strictObject({ name, filter: searchFilter }), ({ store, by, now }, input) => {
  const own = store.savedFilters.of(by);
  if (own.length >= MOST && !own.some((f) => f.name === input.name))
    throw new BwcError('bwc.usage', `name: ${String(MOST)} searches are kept already`, { key: 'name' });
  store.savedFilters.put(by, { id: `f_${newUlid()}`, name: input.name, filter: input.filter, savedAt: now() });
  return { name: input.name };
});

/** @throws BwcError `bwc.store.not_found` */
export const removeFilter = act(z.strictObject({ name }), ({ store, by }, input) => {
  if (!store.savedFilters.remove(by, input.name))
    throw new BwcError('bwc.store.not_found', `there is no saved search ${input.name}`, { id: input.name });
  return { name: input.name };
});

/** One's own. At the machine, where nobody is signed in, of whom `of` names. */
export const listFilters = question(
  z.strictObject({ of: z.string().max(200).nullable().default(null) }),
  ({ store, sight }, { of }) => {
    const person = sight?.by ?? (of === null ? null : whoActs(store, of));
    if (person === null) throw new BwcError('bwc.usage', 'of: names nobody', { key: 'of' });
    // What an earlier version kept and this one does not know is left out rather than misread.
    return store.savedFilters.of(person).flatMap(({ name: called, filter, savedAt }) => {
      const read = searchFilter.safeParse(filter);
      return read.success ? [{ name: called, filter: read.data, savedAt }] : [];
    });
  },
);
