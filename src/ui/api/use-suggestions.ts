/** What the station would write where somebody has begun to, by what is on record that the person may see. */
import { useEffect, useState } from 'react';
import type { QuestionInput } from '../../web/api-types.js';
import { ask } from './client.js';

export type Suggested = QuestionInput<'search.suggest'>['field'];

/** Not at every key, but before the next word. */
const SETTLE_MS = 150;
/** More is no beginning of anything. */
const MOST = 200;
const SHOWN = 8;

interface Found {
  readonly of: string;
  readonly texts: readonly string[];
}

const NONE: Found = { of: '', texts: [] };

/** @param on asked only while it is: somebody is at the field, and has written what it takes */
export function useSuggestions(field: Suggested, text: string, on: boolean): readonly string[] {
  const [found, setFound] = useState(NONE);
  const typed = text.trim().slice(0, MOST);
  useEffect(() => {
    if (!on) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask('search.suggest', { field, text: typed, limit: SHOWN }, stop.signal).then(
        (suggested) => {
          setFound({ of: typed, texts: suggested.map((s) => s.text) });
        },
        // Nothing depends on it: one can always write it out.
        () => undefined,
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [field, typed, on]);
  // While the answer is on its way, the one before still stands as long as it is about the same beginning.
  return on && (typed.startsWith(found.of) || found.of.startsWith(typed)) ? found.texts : NONE.texts;
}
