/** A field that shows how others like it were filled in: to be chosen with the arrow keys, never written by itself. */
import { AutoComplete, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useSuggestions, type Suggested } from '../api/use-suggestions.js';
import type { TextName } from './draft.js';

const ASKED: Readonly<Partial<Record<TextName, Suggested>>> = {
  party: 'party',
  address: 'place',
  inspectionContent: 'content',
};

/** What the station calls the field where it suggests something for it. */
export const askedFor = (field: TextName): Suggested | undefined => ASKED[field];

interface Props {
  readonly id: string;
  readonly asked: Suggested;
  readonly value: string;
  /** A sentence rather than a word. */
  readonly long: boolean;
  /** Characters. */
  readonly most: number;
  readonly change: (text: string) => void;
}

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
