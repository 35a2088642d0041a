/** What `at(-1)`, `findLast` and `findLastIndex` do: the page is for browsers that have none of them (`build-ui.mjs`). */

export const lastIn = <T>(list: readonly T[]): T | undefined => list[list.length - 1];

/** -1 where there is none. */
export function lastIndexWhere<T>(list: readonly T[], is: (item: T) => boolean): number {
  let index = list.length - 1;
  for (; index >= 0; index -= 1) if (is(list[index] as T)) break;
  return index;
}

export const lastWhere = <T>(list: readonly T[], is: (item: T) => boolean): T | undefined =>
  list[lastIndexWhere(list, is)];
