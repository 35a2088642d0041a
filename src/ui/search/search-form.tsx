/** What to search by: everything that is filled in has to fit. */
import { Button, Form, Input, Select } from 'antd';
import { useEffect, type ReactElement } from 'react';
import { isCivilDay } from '../../domain/time.js';
import { useText } from '../i18n/language.js';
import type { TextKey } from '../i18n/translate.js';
import { CHOICES, DAY_KEYS, TEXT_KEYS, type ChoiceKey, type Fields } from './query.js';

const TITLES: Readonly<Record<ChoiceKey, TextKey>> = {
  label: 'search.label',
  kind: 'search.kind',
  state: 'search.state',
};

interface Props {
  readonly fields: Fields;
  readonly search: (fields: Fields) => void;
  readonly busy: boolean;
}

export function SearchForm({ fields, search, busy }: Props): ReactElement {
  const t = useText();
  const [form] = Form.useForm<Fields>();
  const text = JSON.stringify(fields);
  useEffect(() => {
    form.resetFields();
    form.setFieldsValue(JSON.parse(text) as Fields);
  }, [form, text]);
  const aDay = {
    validator: (_: unknown, value: unknown): Promise<void> =>
      typeof value !== 'string' || value === '' || isCivilDay(value)
        ? Promise.resolve()
        : Promise.reject(new Error(t('search.noDay'))),
  };
  const options: Readonly<Record<ChoiceKey, { readonly value: string; readonly label: string }[]>> = {
    label: CHOICES.label.map((value) => ({ value, label: t(`label.state.${value}`) })),
    kind: CHOICES.kind.map((value) => ({ value, label: t(`label.kind.${value}`) })),
    state: CHOICES.state.map((value) => ({ value, label: t(`search.state.${value}`) })),
  };
  return (
    <Form<Fields> form={form} className="searchForm" layout="vertical" onFinish={search} role="search">
      {TEXT_KEYS.map((key) => (
        <Form.Item key={key} name={key} label={t(`search.${key}`)} className={key}>
          <Input allowClear maxLength={200} {...(key === 'text' ? { placeholder: t('search.text.hint') } : {})} />
        </Form.Item>
      ))}
      {DAY_KEYS.map((key) => (
        <Form.Item key={key} name={key} label={t(`search.${key}`)} rules={[aDay]}>
          <Input allowClear maxLength={10} placeholder={t('label.date.hint')} />
        </Form.Item>
      ))}
      {(['label', 'kind', 'state'] as const).map((key) => (
        <Form.Item key={key} name={key} label={t(TITLES[key])}>
          <Select allowClear options={options[key]} />
        </Form.Item>
      ))}
      <div className="acts">
        <Button type="primary" htmlType="submit" loading={busy}>
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
}
