/** One form, as the rulebook in force asks for it. */
import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { Article } from '../shell/article.js';
import { DetailsField } from './details-field.js';
import {
  isList,
  lacking,
  MOST_TEXT,
  withOther,
  withText,
  type Draft,
  type Field,
  type Form,
  type PartyStatus,
} from './draft.js';
import { OfficersField } from './officers-field.js';
import { quickWords } from './quick-words.js';
import { askedFor, SuggestedText } from './suggested-text.js';

interface Props {
  readonly form: Form;
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
}

interface FormProps extends Props {
  /** How many clips are labelled together. */
  readonly clips: number;
  /** Takes the goods of the label before. */
  readonly copyGoods: () => void;
}

export const fieldId = (field: string): string => `field-${field}`;

const LONG: readonly string[] = ['inspectionContent', 'address', 'task'];

export function LabelForm({ form, draft, change, clips, copyGoods }: FormProps): ReactElement {
  const t = useText();
  const missing = new Set<string>(lacking(form, draft));
  return (
    <div className="fields">
      {form.fields.map((field) => (
        <div key={field.field} className={missing.has(field.field) ? 'field missing' : 'field'}>
          <FieldHead field={field} />
          <FieldInput field={field} form={form} draft={draft} change={change} />
          {field.field === 'party' && <Party form={form} draft={draft} change={change} />}
          <QuickWords field={field} form={form} draft={draft} change={change} />
        </div>
      ))}
      <DetailsField which="goods" form={form} draft={draft} clips={clips} change={change} copy={copyGoods} />
      <DetailsField which="services" form={form} draft={draft} clips={clips} change={change} />
      <Checkbox
        checked={draft.important === true}
        onChange={({ target }) => {
          change(withOther(draft, 'important', target.checked));
        }}
      >
        {t('label.important')}
      </Checkbox>
      <div className="field">
        <label htmlFor={fieldId('note')}>{t('label.note')}</label>
        <Input.TextArea
          id={fieldId('note')}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={2000}
          value={draft.note}
          onChange={({ target }) => {
            change(withOther(draft, 'note', target.value));
          }}
        />
      </div>
    </div>
  );
}

function FieldHead({ field: { field, required, basis } }: { readonly field: Field }): ReactElement {
  const t = useText();
  const word = useRuleWord();
  return (
    <div className="head">
      <label htmlFor={fieldId(field)}>
        {word(field)}
        {required && <b title={t('label.required')}> *</b>}
      </label>
      <Article basis={basis} />
    </div>
  );
}

type FieldProps = Props & { readonly field: Field };

function FieldInput({ field: { field, words }, draft, change }: FieldProps): ReactElement {
  const t = useText();
  if (field === 'officers')
    return (
      <OfficersField
        id={fieldId(field)}
        officers={draft.officers}
        change={(officers) => {
          change(withOther(draft, 'officers', officers));
        }}
      />
    );
  if (field === 'witnesses')
    return (
      <Input
        id={fieldId(field)}
        placeholder={t('label.witnesses.hint')}
        maxLength={MOST_TEXT}
        value={draft.witnesses}
        onChange={({ target }) => {
          change(withOther(draft, 'witnesses', target.value));
        }}
      />
    );
  const value = draft.texts[field] ?? '';
  if (words !== null)
    return (
      <Select
        id={fieldId(field)}
        showSearch
        allowClear
        value={value === '' ? null : value}
        options={words.map((word) => ({ value: word, label: word }))}
        onChange={(word: string | null | undefined) => {
          change(withText(draft, field, word ?? ''));
        }}
      />
    );
  const asked = askedFor(field);
  if (asked !== undefined)
    return (
      <SuggestedText
        id={fieldId(field)}
        asked={asked}
        value={value}
        long={LONG.includes(field)}
        most={MOST_TEXT}
        change={(text) => {
          change(withText(draft, field, text));
        }}
      />
    );
  const Line = LONG.includes(field) ? Input.TextArea : Input;
  return (
    <Line
      id={fieldId(field)}
      {...(LONG.includes(field) ? { autoSize: { minRows: 1, maxRows: 3 } } : {})}
      placeholder={
        field === 'inspectionDate' ? t('label.date.hint') : field === 'enforcementTime' ? t('label.minute.hint') : ''
      }
      maxLength={MOST_TEXT}
      value={value}
      onChange={({ target }: { readonly target: { readonly value: string } }) => {
        change(withText(draft, field, target.value));
      }}
    />
  );
}

function Party({ form, draft, change }: Props): ReactElement {
  const t = useText();
  return (
    <Segmented<PartyStatus>
      size="small"
      aria-label={t('label.party')}
      value={draft.partyStatus}
      options={form.partyStatuses.map((value) => ({ value, label: t(`label.party.${value}`) }))}
      onChange={(status) => {
        change(withOther(draft, 'partyStatus', status));
      }}
    />
  );
}

function QuickWords({ field: { field }, form, draft, change }: FieldProps): ReactElement | null {
  const quick = quickWords(form);
  if (quick === null || quick.field !== field || isList(field)) return null;
  return (
    <div className="quick">
      {quick.words.map((word, i) => (
        <Button
          key={word}
          size="small"
          tabIndex={-1}
          onClick={() => {
            change(withText(draft, field, word));
          }}
        >
          <kbd>{i + 1}</kbd> {word}
        </Button>
      ))}
    </div>
  );
}
