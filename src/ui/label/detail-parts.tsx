/** What is written of one item of goods or one document served, part by part. */
import { Input } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { Article } from '../shell/article.js';
import { lackingParts, partsOf, type AskedPart, type Detail, type Which } from './details.js';
import type { Form } from './draft.js';
import { SuggestedText } from './suggested-text.js';

interface Props {
  /** Of the row. */
  readonly id: string;
  readonly which: Which;
  readonly form: Form;
  readonly row: Detail;
  /** Whether the label names a witness. */
  readonly witnessed: boolean;
  readonly change: (row: Detail) => void;
}

/** No more than the station takes of one part. */
const MOST_OF_PART = 500;
/** Sentences rather than words. */
const LONG: readonly string[] = ['features', 'recipientAppearance', 'witnessAppearance', 'refusal', 'reason', 'medium'];
/** What earlier labels may say already. */
const SUGGESTED: readonly string[] = ['name', 'kind'];

export const partId = (row: string, part: string): string => `${row}-${part}`;

export function DetailParts({ id, which, form, row, witnessed, change }: Props): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const says = (basis: AskedPart['basis']): { readonly title?: string } =>
    basis === null ? {} : { title: t('article.says', { article: basis.article ?? '', phrase: basis.phrase ?? '' }) };
  const asked = partsOf(form, which, row);
  const lacking = new Set(lackingParts(form, which, row, witnessed));
  return (
    <>
      <div className="wants">
        {asked.map(({ part, basis }) => (
          <div
            key={part}
            className={['want', lacking.has(part) ? 'missing' : '', LONG.includes(part) ? 'long' : ''].join(' ')}
          >
            <label htmlFor={partId(id, part)} {...says(basis)}>
              {word(part)}
              {basis !== null && <b> *</b>}
            </label>
            <PartInput
              id={partId(id, part)}
              which={which}
              part={part}
              value={row.parts[part] ?? ''}
              change={(text) => {
                change({ ...row, parts: { ...row.parts, [part]: text } });
              }}
            />
          </div>
        ))}
      </div>
      <div className="bases">
        {basesOf(asked).map((basis) => (
          <Article key={basis.article} basis={basis} />
        ))}
      </div>
    </>
  );
}

type Basis = NonNullable<AskedPart['basis']>;

/** Each article once. */
const basesOf = (asked: readonly AskedPart[]): Basis[] => [
  ...new Map(asked.flatMap(({ basis }) => (basis === null ? [] : [[basis.article, basis] as const]))).values(),
];

interface PartProps {
  readonly id: string;
  readonly which: Which;
  readonly part: string;
  readonly value: string;
  readonly change: (text: string) => void;
}

function PartInput({ id, which, part, value, change }: PartProps): ReactElement {
  const t = useText();
  if (which === 'goods' && SUGGESTED.includes(part))
    return <SuggestedText id={id} asked="goods" value={value} long={false} most={MOST_OF_PART} change={change} />;
  const Line = LONG.includes(part) ? Input.TextArea : Input;
  return (
    <Line
      id={id}
      {...(LONG.includes(part) ? { autoSize: { minRows: 1, maxRows: 3 } } : {})}
      placeholder={part === 'servedOn' ? t('label.date.hint') : ''}
      maxLength={MOST_OF_PART}
      value={value}
      onChange={({ target }: { readonly target: { readonly value: string } }) => {
        change(target.value);
      }}
    />
  );
}
