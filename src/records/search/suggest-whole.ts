/** Whose and which camera's footage may be looked for: names and serials on record that what is typed is part of. */
import type { Repositories } from '../../store/station-store.js';
import type { QuestionContext } from '../act.js';
import { searchRows } from './rows.js';
import { termsOf } from './terms.js';

export type WholeField = 'officer' | 'camera';

/** Names that are looked up in the index, one by one: more of them and something longer has to be typed. */
const LOOKED_UP = 40;
/** Nobody counts further to choose one of ten. */
const COUNTED = 100;
/** The newest clips name those who are on no list: as cameras and labels call them. */
const NEWEST = 300;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * Only what the person sees footage of: a name of a list alone says nothing, and is not told.
 * @returns how many clips of each there are, a hundred at most, in the order of the lists
 */
export function suggestWhole(context: QuestionContext, field: WholeField, typed: string): ReadonlyMap<string, number> {
  const { store } = context;
  const part = plain(typed);
  const recent = store.searches.page(termsOf(context, {}), '-start', null, NEWEST).map(({ clipId }) => clipId);
  const names = [...listed(store, field), ...seen(store, field, recent)];
  const fitting = [...new Set(names)].filter((name) => plain(name).includes(part));
  const found = new Map<string, number>();
  for (const name of fitting.slice(0, LOOKED_UP)) {
    const clips = store.searches.page(termsOf(context, { [field]: name }), '-start', null, COUNTED).length;
    if (clips > 0) found.set(name, clips);
  }
  return found;
}

const listed = (store: Repositories, field: WholeField): string[] =>
  field === 'officer'
    ? store.people.all().flatMap(({ name, numbers }) => [name, ...numbers])
    : store.cameras.all().flatMap(({ serial }) => (serial === null ? [] : [serial]));

const seen = (store: Repositories, field: WholeField, ids: readonly string[]): string[] =>
  searchRows(store, ids).flatMap(({ officer, officers, camera }) =>
    (field === 'officer' ? [officer, ...officers] : [camera]).flatMap((name) => (name === null ? [] : [name])),
  );
