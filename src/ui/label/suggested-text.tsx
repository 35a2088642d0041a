/** A field that shows how others like it were filled in: to be chosen with the arrow keys, never written by itself. */
import { AutoComplete, Input } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import type { QuestionInput } from '../../web/api-types.js';
import { ask } from '../api/client.js';
import type { TextName } from './draft.js';

type Asked = QuestionInput<'search.suggest'>['field'];

const ASKED: Readonly<Partial<Record<TextName, Asked>>> = {
  party: 'party',
  address: 'place',
  inspectionContent: 'content',
};

/** What the station calls the field where it suggests something for it. */
export const askedFor = (field: TextName): Asked | undefined => ASKED[field];

interface Props {
  readonly id: string;
  readonly asked: Asked;
  readonly value: string;
  /** A sentence rather than a word. */
  readonly long: boolean;
  /** Characters. */
  readonly most: number;
  readonly change: (text: string) => void;
}

/** Not at every key, but before the next word. */
const SETTLE_MS = 150;

export function SuggestedText({ id, asked, value, long, most, change }: Props): ReactElement {
  const [at, setAt] = useState(false);
  const found = useSuggestions(asked, value, at);
  return (
    <AutoComplete
      id={id}
      className="suggested"
      value={value}
      defaultActiveFirstOption={false}
      options={found.filter((text) => text !== value).map((text) => ({ value: text }))}
      onChange={(text: string | undefined) => {
        change(text ?? '');
      }}
      onFocus={() => {
        setAt(true);
      }}
      onBlur={() => {
        setAt(false);
      }}
    >
      {long ? <Input.TextArea autoSize={{ minRows: 1, maxRows: 3 }} maxLength={most} /> : <Input maxLength={most} />}
    </AutoComplete>
  );
}

const NONE: readonly string[] = [];

function useSuggestions(field: Asked, text: string, on: boolean): readonly string[] {
  const [found, setFound] = useState<readonly string[]>(NONE);
  useEffect(() => {
    if (!on) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask('search.suggest', { field, text: text.trim().slice(0, MOST), limit: 8 }, stop.signal).then(
        (suggested) => {
          setFound(suggested.map((s) => s.text));
        },
        // Nothing depends on it: one can always write it out.
        () => undefined,
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [field, text, on]);
  return on ? found : NONE;
}

/** More is no beginning of anything. */
const MOST = 200;
