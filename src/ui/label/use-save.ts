/** Putting a label on record, and telling what it still lacks. */
import { App } from 'antd';
import { useCallback, useState } from 'react';
import { act, ApiError, ask } from '../api/client.js';
import { tell } from '../api/error-text.js';
import { useSpeech } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { lackingText } from '../lib/detail-lines.js';
import { lastIn } from '../lib/last.js';
import { rebased } from './clash.js';
import { contentOf, type Draft, type Form, type OnRecord } from './draft.js';
import type { Drafts } from './drafts.js';

export interface Lead {
  /** The clip the draft is about. */
  readonly id: string;
  readonly form: Form;
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
}

export interface Saving {
  readonly busy: boolean;
  readonly error: unknown;
  /** What somebody else put on record of this clip meanwhile; saving once more goes through. */
  readonly meanwhile: { readonly clip: string; readonly latest: OnRecord } | null;
  /** @returns whether it is on record */
  readonly save: (lead: Lead, clips: readonly string[]) => Promise<boolean>;
}

type State = Pick<Saving, 'busy' | 'error' | 'meanwhile'>;
/** Of what is not noted, in a message; the clip's page has them all. */
const MOST_DETAILS = 3;

const CALM: State = { busy: false, error: undefined, meanwhile: null };

export function useSave(drafts: Drafts): Saving {
  const speech = useSpeech();
  const word = useRuleWord();
  const { message } = App.useApp();
  const [state, setState] = useState<State>(CALM);
  const { t, language } = speech;
  const save: Saving['save'] = useCallback(
    async ({ id, form, draft, change }, clips) => {
      setState((before) => ({ ...before, busy: true, error: undefined }));
      try {
        const base = { [id]: draft.base };
        const { labels } = await act('label.put', { clips: [...clips], base, ...contentOf(draft) });
        drafts.saved(draft);
        const missing = [...new Set(labels.flatMap((label) => label.missing))];
        const fields = missing.map(word).join('、');
        const n = labels.length;
        const details = [...new Set(labels.flatMap((l) => l.lacking.map((one) => lackingText(t, language, one))))];
        if (missing.length > 0) void message.warning(t('label.saved.lacking', { n, fields }));
        else if (details.length > 0)
          void message.warning(t('label.saved.details', { n, details: details.slice(0, MOST_DETAILS).join('；') }));
        else void message.success(t('label.saved', { n }));
        setState(CALM);
        return true;
      } catch (error) {
        const changed = error instanceof ApiError && error.code === 'bwc.label.changed';
        const latest = changed ? lastIn((await ask('label.history', { clip: id })).versions) : undefined;
        if (latest !== undefined) {
          change(rebased(form, draft, latest));
          setState({ ...CALM, meanwhile: { clip: id, latest } });
          return false;
        }
        setState({ ...CALM, error });
        const { what, code } = tell(speech, error);
        void message.error(`${what} ${t('error.code', { code })}`);
        return false;
      }
    },
    [drafts, language, message, speech, t, word],
  );
  return { ...state, save };
}
