/** Goods, or documents served: a row for each, with what the rulebook in force wants noted of it. */
import { Button } from 'antd';
import { useCallback, useEffect, useRef, type ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { listWord } from '../lib/detail-lines.js';
import { partId } from './detail-parts.js';
import { DetailRow, rowId } from './detail-row.js';
import { choicesOf, partsOf, type Detail, type Which } from './details.js';
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
  const latest = useRef({ draft, change });
  useEffect(() => {
    latest.current = { draft, change };
  });
  const put = useCallback(
    (next: (rows: readonly Detail[]) => readonly Detail[]): void => {
      const now = latest.current;
      now.change(withOther(now.draft, which, next(now.draft[which])));
    },
    [which],
  );
  const set = useCallback(
    (at: number, row: Detail | null): void => {
      put((all) => all.flatMap((other, i) => (i !== at ? [other] : row === null ? [] : [row])));
      if (row === null) focusNext(addId(which));
    },
    [focusNext, put, which],
  );
  const choices = choicesOf(form, which);
  const what = word(listWord(which));
  if (choices.length === 0 && rows.length === 0) return null;
  return (
    <fieldset className="details">
      <legend>{what}</legend>
      {rows.map((row, i) => (
        <DetailRow key={i} which={which} at={i} form={form} row={row} witnessed={isWitnessed(draft)} set={set} />
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
              put((all) => [...all, row]);
              if (first !== undefined) focusNext(partId(rowId(which, rows.length), first.part));
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
  return useCallback((id) => {
    next.current = id;
  }, []);
}
