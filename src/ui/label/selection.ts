/** Which clips are chosen, by keyboard or by mouse, as in every list of files. Pure. */

export interface Selection {
  /** Where J and K go from; the form and the player are about it. Null in an empty list. */
  readonly at: string | null;
  /** Where a range begins. */
  readonly anchor: string | null;
  readonly chosen: ReadonlySet<string>;
}

export const NOTHING: Selection = { at: null, anchor: null, chosen: new Set() };

export const only = (id: string): Selection => ({ at: id, anchor: id, chosen: new Set([id]) });

/** Everything from the anchor to here. */
export function upTo(order: readonly string[], { anchor }: Selection, id: string): Selection {
  const [from, to] = [order.indexOf(anchor ?? id), order.indexOf(id)];
  if (from < 0 || to < 0) return only(id);
  return { at: id, anchor: anchor ?? id, chosen: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)) };
}

export function toggled({ chosen, at }: Selection, id: string): Selection {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  if (next.size === 0) return only(id);
  return { at: next.has(id) ? id : at !== null && next.has(at) ? at : ([...next][0] ?? id), anchor: id, chosen: next };
}

/** All of a group; the first one is what the form and the player are about. */
export function wholly(ids: readonly string[]): Selection {
  const [first = null] = ids;
  return { at: first, anchor: first, chosen: new Set(ids) };
}

/** One on, or one back; with `extend` the range grows or shrinks. */
export function moved(order: readonly string[], selection: Selection, by: 1 | -1, extend: boolean): Selection {
  const here = selection.at === null ? -1 : order.indexOf(selection.at);
  const next = here < 0 ? order[0] : order[Math.min(order.length - 1, Math.max(0, here + by))];
  if (next === undefined) return NOTHING;
  return extend ? upTo(order, selection, next) : only(next);
}

/** What is left of a selection when the list has changed. */
export function kept(order: readonly string[], selection: Selection): Selection {
  const there = new Set(order);
  if (selection.at !== null && there.has(selection.at)) {
    const chosen = new Set([...selection.chosen].filter((id) => there.has(id)));
    return chosen.size === selection.chosen.size ? selection : { ...selection, chosen };
  }
  const [first] = order;
  return first === undefined ? NOTHING : only(first);
}
