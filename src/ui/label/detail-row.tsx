/** One item of goods, or one document served: drawn anew only when something of it changes, for there may be many. */
import { Button, Select } from 'antd';
import { memo, type ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { listWord } from '../lib/detail-lines.js';
import { DetailParts } from './detail-parts.js';
import { choicesOf, turnedInto, type Detail, type Which } from './details.js';
import type { Form } from './draft.js';

interface Props {
  readonly which: Which;
  /** Its place in the list, from 0. */
  readonly at: number;
  readonly form: Form;
  readonly row: Detail;
  readonly witnessed: boolean;
  /** Null takes the row away. */
  readonly set: (at: number, row: Detail | null) => void;
}

export const rowId = (which: Which, at: number): string => `${which}-${String(at)}`;

export const DetailRow = memo(function DetailRow({ which, at, form, row, witnessed, set }: Props): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const what = word(listWord(which));
  return (
    <div className="detail" role="group" aria-label={`${what} ${String(at + 1)}`}>
      <header>
        <span>{at + 1}</span>
        <Select
          size="small"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t(`label.${which}.of`)}
          value={row.of}
          options={[...new Set([...choicesOf(form, which), row.of])].map((value) => ({ value, label: word(value) }))}
          onChange={(of: string) => {
            set(at, turnedInto(row, of));
          }}
        />
        <Button
          size="small"
          aria-label={t('label.detail.remove', { what, n: at + 1 })}
          onClick={() => {
            set(at, null);
          }}
        >
          {t('label.detail.remove.short')}
        </Button>
      </header>
      <DetailParts
        id={rowId(which, at)}
        which={which}
        form={form}
        row={row}
        witnessed={witnessed}
        change={(next) => {
          set(at, next);
        }}
      />
    </div>
  );
});
