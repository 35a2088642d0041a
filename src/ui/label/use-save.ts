/** Putting a label on record, and telling what it still lacks. */
import { App } from 'antd';
import { useCallback, useState } from 'react';
import { act, ask } from '../api/client.js';
import { tell } from '../api/error-text.js';
import { useSpeech } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { contentOf, type Draft } from './draft.js';
import type { Drafts } from './drafts.js';

export interface Saving {
  readonly busy: boolean;
  readonly error: unknown;
  /** Who changed the label meanwhile; saving once more goes through. */
  readonly meanwhile: string | null;
  /** @param lead the clip the draft is about @returns whether it is on record */
  readonly save: (
    lead: string,
    clips: readonly string[],
    draft: Draft,
    change: (draft: Draft) => void,
  ) => Promise<boolean>;
}

type State = Pick<Saving, 'busy' | 'error' | 'meanwhile'>;
const CALM: State = { busy: false, error: undefined, meanwhile: null };

export function useSave(drafts: Drafts): Saving {
  const speech = useSpeech();
  const word = useRuleWord();
  const { message } = App.useApp();
  const [state, setState] = useState<State>(CALM);
  const { t } = speech;
  const save: Saving['save'] = useCallback(
    async (lead, clips, draft, change) => {
      setState({ ...CALM, busy: true });
      try {
        const latest = (await ask('label.history', { clip: lead })).versions.at(-1);
        if (latest !== undefined && latest.version !== draft.base) {
          change({ ...draft, base: latest.version });
          setState({ ...CALM, meanwhile: latest.by });
          return false;
        }
        const { labels } = await act('label.put', { clips: [...clips], ...contentOf(draft) });
        drafts.saved(draft);
        const missing = [...new Set(labels.flatMap((label) => label.missing))];
        const fields = missing.map(word).join('、');
        const n = labels.length;
        if (missing.length > 0) void message.warning(t('label.saved.lacking', { n, fields }));
        else void message.success(t('label.saved', { n }));
        setState(CALM);
        return true;
      } catch (error) {
        setState({ ...CALM, error });
        const { what, code } = tell(speech, error);
        void message.error(`${what} ${t('error.code', { code })}`);
        return false;
      }
    },
    [drafts, message, speech, t, word],
  );
  return { ...state, save };
}
