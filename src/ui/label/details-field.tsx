/** Goods, or documents served: a row for each, with what the rulebook in force wants noted of it. */
import { Button, Select } from 'antd';
import { useEffect, useRef, type ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { listWord } from '../lib/detail-lines.js';
import { DetailParts, partId } from './detail-parts.js';
import { choicesOf, partsOf, turnedInto, type Detail, type Which } from './details.js';
import { isWitnessed, withOther, type Draft, type Form } from './draft.js';

interface Props {
  readonly which: Which;
  readonly form: Form;
  readonly draft: Draft;
  /** How many clips are labelled together. */
  readonly clips: number;
  readonly change: (draft: Draft) => void;
  /** Takes them from the label before. */
  readonly copy?: () => void;
}

const addId = (which: Which): string => `add-${which}`;

export function DetailsField({ which, form, draft, clips, change, copy }: Props): ReactElement | null {
  const t = useText();
  const word = useRuleWord();
  const rows = draft[which];
  const focusNext = useFocus(rows);
  const choices = choicesOf(form, which);
  const what = word(listWord(which));
  if (choices.length === 0 && rows.length === 0) return null;
  const put = (next: readonly Detail[]): void => {
    change(withOther(draft, which, next));
  };
  const set = (at: number, row: Detail): void => {
    put(rows.map((other, i) => (i === at ? row : other)));
  };
  return (
    <fieldset className="details">
      <legend>{what}</legend>
      {rows.map((row, i) => (
        <div key={i} className="detail" role="group" aria-label={`${what} ${String(i + 1)}`}>
          <header>
            <span>{i + 1}</span>
            <Select
              size="small"
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t(`label.${which}.of`)}
              value={row.of}
              options={[...new Set([...choices, row.of])].map((value) => ({ value, label: word(value) }))}
              onChange={(of: string) => {
                set(i, turnedInto(row, of));
              }}
            />
            <Button
              size="small"
              aria-label={t('label.detail.remove', { what, n: i + 1 })}
              onClick={() => {
                put(rows.filter((_, j) => j !== i));
                focusNext(addId(which));
              }}
            >
              {t('label.detail.remove.short')}
            </Button>
          </header>
          <DetailParts
            id={`${which}-${String(i)}`}
            which={which}
            form={form}
            row={row}
            witnessed={isWitnessed(draft)}
            change={(next) => {
              set(i, next);
            }}
          />
        </div>
      ))}
      <div className="add">
        {choices.map((of, i) => (
          <Button
            key={of}
            size="small"
            {...(i === 0 ? { id: addId(which) } : {})}
            aria-label={t('label.detail.add', { what, of: word(of) })}
            onClick={() => {
              const row = { of, parts: {} };
              const [first] = partsOf(form, which, row);
              put([...rows, row]);
              if (first !== undefined) focusNext(partId(`${which}-${String(rows.length)}`, first.part));
            }}
          >
            ＋ {word(of)}
          </Button>
        ))}
        {copy !== undefined && (
          <Button size="small" type="text" onClick={copy}>
            {t('label.goods.copy')}
          </Button>
        )}
      </div>
      {clips > 1 && draft.said.includes(which) && (
        <p className="bulk" role="status">
          {t('label.detail.bulk', { what, n: clips })}
        </p>
      )}
    </fieldset>
  );
}

/** Where the keyboard goes on once the rows are drawn anew. */
function useFocus(rows: readonly Detail[]): (id: string) => void {
  const next = useRef<string | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    document.getElementById(next.current)?.focus();
    next.current = null;
  }, [rows]);
  return (id) => {
    next.current = id;
  };
}
