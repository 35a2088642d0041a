/** What is chosen, kept over a reload. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Drafts } from './drafts.js';
import { kept, NOTHING, only, wholly, type Selection } from './selection.js';

/** @param wanted a clip that an address names */
export function useSelection(
  order: readonly string[],
  drafts: Drafts,
  wanted: string | null,
): readonly [Selection, (next: Selection) => void] {
  const [said, setSaid] = useState<Selection>(() => {
    const before = drafts.chosen();
    return wanted !== null ? only(wanted) : before.length > 0 ? wholly(before) : NOTHING;
  });
  useEffect(() => {
    if (wanted !== null) setSaid(only(wanted));
  }, [wanted]);
  const selection = useMemo(() => (order.length === 0 ? NOTHING : kept(order, said)), [order, said]);
  const choose = useCallback(
    (next: Selection) => {
      drafts.choose(next.chosen);
      setSaid(next);
    },
    [drafts],
  );
  return [selection, choose];
}
