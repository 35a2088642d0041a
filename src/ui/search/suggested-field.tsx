/** A field of the search that shows what there is to be found, once something was typed: for the arrow keys, or to go on without. */
import { AutoComplete } from 'antd';
import { useState, type ReactElement } from 'react';
import { useSuggestions, type Suggested } from '../api/use-suggestions.js';
import type { FieldKey } from './query.js';

const SUGGESTED: readonly FieldKey[] = ['party', 'place', 'officer', 'camera'] satisfies readonly Suggested[];

export const isSuggested = (key: FieldKey): key is FieldKey & Suggested => SUGGESTED.includes(key);

interface Props {
  readonly asked: Suggested;
  /** Given by the form. */
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (text: string | undefined) => void;
}

export function SuggestedField({ asked, id, value = '', onChange }: Props): ReactElement {
  const [at, setAt] = useState(false);
  const found = useSuggestions(asked, value, at && value.trim() !== '');
  return (
    <AutoComplete
      {...(id === undefined ? {} : { id })}
      {...(onChange === undefined ? {} : { onChange })}
      allowClear
      maxLength={200}
      value={value}
      defaultActiveFirstOption={false}
      options={found.filter((text) => text !== value).map((text) => ({ value: text }))}
      onFocus={() => {
        setAt(true);
      }}
      onBlur={() => {
        setAt(false);
      }}
    />
  );
}
