/** The draft about the clip one is at: what was written before, else what is on record and suggested. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { lastIn } from '../lib/last.js';
import { beginning, type Draft, type Form } from './draft.js';
import type { Drafts } from './drafts.js';

export interface Written {
  readonly form: Form | undefined;
  readonly draft: Draft | undefined;
  readonly error: unknown;
  readonly change: (draft: Draft) => void;
  /** Forgets what was written about these clips. */
  readonly forget: (clips: Iterable<string>) => void;
  /** Clips with something written that is not saved. */
  readonly unsaved: ReadonlySet<string>;
}

export function useDraft(clip: string | null, drafts: Drafts): Written {
  const [all, setAll] = useState(() => drafts.all());
  const [saves, setSaves] = useState(0);
  const { value, error } = useAnswer(
    async (signal) => {
      const [form, history] = await Promise.all([
        ask('label.form', { clip }, signal),
        ask('label.history', { clip: clip ?? '' }, signal),
      ]);
      return { clip, form, latest: lastIn(history.versions) };
    },
    clip === null ? null : `${clip} ${String(saves)}`,
  );
  const found = value?.clip === clip ? value : undefined;
  const first = useMemo(() => found && beginning(found.form, found.latest), [found]);
  const draft = clip === null ? undefined : (all.get(clip) ?? first);
  const change = useCallback(
    (next: Draft) => {
      if (clip === null) return;
      drafts.put(clip, next);
      // As it was written rather than as it was read again: rows that did not change are the same, and not drawn anew.
      setAll(new Map(drafts.all()).set(clip, next));
    },
    [clip, drafts],
  );
  const forget = useCallback(
    (clips: Iterable<string>) => {
      drafts.drop(clips);
      setAll(drafts.all());
      setSaves((n) => n + 1);
    },
    [drafts],
  );
  useEffect(() => {
    setAll(drafts.all());
  }, [drafts]);
  const unsaved = useMemo(() => new Set(all.keys()), [all]);
  // The form is of the rulebook, whichever clip it was asked for: it stays while the next clip's is on its way.
  return { form: value?.form, draft, error, change, forget, unsaved };
}
