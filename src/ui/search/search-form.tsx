/** What to search by: everything that is filled in has to fit. */
import { AutoComplete, Button, Form, Input, Select } from 'antd';
import { memo, useEffect, type ReactElement } from 'react';
import { DAY_SPANS } from '../../domain/day-span.js';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import type { TextKey } from '../i18n/translate.js';
import { isSuggested, SuggestedField } from './suggested-field.js';
import { CHOICES, isTime, SORTS, TEXT_KEYS, TIME_KEYS, type ChoiceKey, type Fields } from './query.js';

const CHOICE_KEYS = ['label', 'kind', 'state', 'important'] as const satisfies readonly ChoiceKey[];

/** Every field by its name: one that is left out would stay as it was. */
const NOTHING = Object.fromEntries(
  [...TEXT_KEYS, ...TIME_KEYS, ...CHOICE_KEYS, 'within', 'sort'].map((key) => [key, undefined]),
);

interface Props {
  readonly fields: Fields;
  readonly search: (fields: Fields) => void;
}

/** Its fields are drawn when something was filled in, not with every answer. */
export const SearchForm = memo(function SearchForm({ fields, search }: Props): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const [form] = Form.useForm<Fields>();
  const within = Form.useWatch('within', form);
  const rulebook = useAnswer((signal) => ask('label.form', {}, signal), 'words');
  useEffect(() => {
    form.setFieldsValue({ ...NOTHING, ...fields });
  }, [form, fields]);
  const aTime = {
    validator: (_: unknown, value: unknown): Promise<void> =>
      typeof value !== 'string' || value.trim() === '' || isTime(value.trim())
        ? Promise.resolve()
        : Promise.reject(new Error(t('search.noDay'))),
  };
  const words = {
    event: rulebook.value?.activities ?? [],
    category: rulebook.value?.categories ?? [],
  } as const;
  const options: Readonly<Record<ChoiceKey, readonly TextKey[]>> = {
    label: CHOICES.label.map((value) => `label.state.${value}` as const),
    kind: CHOICES.kind.map((value) => `label.kind.${value}` as const),
    state: CHOICES.state.map((value) => `search.state.${value}` as const),
    important: ['search.important.yes'],
  };
  return (
    <Form<Fields>
      form={form}
      className="searchForm"
      layout="vertical"
      role="search"
      onFinish={search}
      onValuesChange={({ within: told }) => {
        // Days are told in one way or the other.
        if (told !== undefined) form.setFieldsValue({ from: '', to: '' });
      }}
    >
      {TEXT_KEYS.map((key) => (
        <Form.Item key={key} name={key} label={t(`search.${key}`)} className={key}>
          {key === 'event' || key === 'category' ? (
            <AutoComplete
              allowClear
              maxLength={200}
              options={words[key].map((value) => ({ value, label: word(value) }))}
              showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) === true }}
            />
          ) : isSuggested(key) ? (
            <SuggestedField asked={key} />
          ) : (
            <Input allowClear maxLength={200} {...(key === 'text' ? { placeholder: t('search.text.hint') } : {})} />
          )}
        </Form.Item>
      ))}
      <Form.Item name="within" label={t('search.within')}>
        <Select
          allowClear
          options={DAY_SPANS.map((value) => ({ value, label: t(`search.within.${value}`) }))}
          listHeight={320}
        />
      </Form.Item>
      {TIME_KEYS.map((key) => (
        <Form.Item key={key} name={key} label={t(`search.${key}`)} rules={[aTime]}>
          <Input
            allowClear
            maxLength={24}
            placeholder={t('label.date.hint')}
            disabled={within !== undefined && within !== ''}
          />
        </Form.Item>
      ))}
      {CHOICE_KEYS.map((key) => (
        <Form.Item key={key} name={key} label={t(`search.${key}`)}>
          <Select
            allowClear
            options={options[key].map((label, i) => ({ value: CHOICES[key][i] ?? '', label: t(label) }))}
          />
        </Form.Item>
      ))}
      <Form.Item name="sort" label={t('search.sort')}>
        <Select
          allowClear
          placeholder={t('search.sort.-start')}
          options={SORTS.map((value) => ({ value, label: t(`search.sort.${value}`) }))}
        />
      </Form.Item>
      {fields.activity !== undefined && (
        <Form.Item name="activity" label={t('search.activity')}>
          <Input allowClear maxLength={200} />
        </Form.Item>
      )}
      <div className="acts">
        <Button type="primary" htmlType="submit">
          {t('search.go')}
        </Button>
        <Button
          onClick={() => {
            search({});
          }}
        >
          {t('search.clear')}
        </Button>
      </div>
    </Form>
  );
});
