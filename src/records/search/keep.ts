/** The search index, brought up to date in the transaction that changed what clips are found by. */
import type { QuestionContext } from '../act.js';
import type { Keeper } from '../after-change.js';
import { distinct } from '../clips/said.js';
import { documentOf, SEARCH_VERSION } from './document.js';

export const keepSearch: Keeper = ({ store }, clips) => {
  writeSearch(
    store,
    clips.map(({ clip }) => clip.id),
  );
};

const TOGETHER = 500;

function writeSearch({ searchSources, searchIndex }: QuestionContext['store'], ids: readonly string[]): void {
  for (let i = 0; i < ids.length; i += TOGETHER) {
    const sources = searchSources.some(ids.slice(i, i + TOGETHER));
    const recorders = searchSources.recorders(distinct(sources.map((s) => s.activityId)));
    for (const source of sources) searchIndex.put(documentOf(source, recorders.get(source.activityId ?? '') ?? []));
  }
}

/** Whether every clip is in the index as it is written now. */
export function isSearchWhole({ searchIndex }: QuestionContext['store']): boolean {
  const basis = searchIndex.basis();
  return basis?.version === SEARCH_VERSION && basis.reached === null;
}

/**
 * One step of writing the index of a station that had none, or one that was written otherwise; inside a transaction.
 * What it did stays done when the station stops.
 * @returns whether more is left
 */
export function writeNextSearch(store: QuestionContext['store'], atMost: number): boolean {
  if (isSearchWhole(store)) return false;
  const basis = store.searchIndex.basis();
  const from = basis?.version === SEARCH_VERSION ? (basis.reached ?? '') : '';
  const ids = store.clipFacts.after(from, atMost).map((clip) => clip.id);
  writeSearch(store, ids);
  const more = ids.length === atMost;
  store.searchIndex.setBasis({ version: SEARCH_VERSION, reached: more ? (ids.at(-1) ?? null) : null });
  return more;
}
