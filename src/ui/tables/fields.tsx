/** Fields that the forms of the tables have in common. */
import { Form, Input } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';

interface Named {
  readonly name: string;
  readonly label: string;
  readonly max?: number;
  readonly needed?: boolean;
  readonly extra?: string;
}

export function TextField({ name, label, max = 200, needed = false, extra }: Named): ReactElement {
  const t = useText();
  return (
    <Form.Item
      name={name}
      label={label}
      {...(extra === undefined ? {} : { extra })}
      rules={needed ? [{ required: true, whitespace: true, message: t('session.needed') }] : []}
    >
      <Input maxLength={max} />
    </Form.Item>
  );
}

/** Why something on record is changed. */
export function WhyField(): ReactElement {
  const t = useText();
  return <TextField name="why" label={t('table.why')} max={500} needed />;
}

/** Null for an empty field. */
export const orNull = (text: string | undefined): string | null => {
  const said = text?.trim() ?? '';
  return said === '' ? null : said;
};
