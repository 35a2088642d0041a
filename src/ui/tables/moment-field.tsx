/** When something happened; empty for now, where that can be said. */
import { Form, Input } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { isTyped } from '../lib/moment.js';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly needed?: boolean;
  /** What an empty field says; now, where nothing is said. */
  readonly empty?: 'now' | 'nothing';
}

export function MomentField({ name, label, needed = false, empty = 'now' }: Props): ReactElement {
  const t = useText();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={needed || empty === 'nothing' ? undefined : t('table.moment.hint')}
      required={needed}
      rules={[
        {
          validator: (_, text: string | undefined) =>
            (!needed && (text ?? '').trim() === '') || isTyped(text ?? '')
              ? Promise.resolve()
              : Promise.reject(new Error(t('table.moment.wrong'))),
        },
      ]}
    >
      <Input maxLength={16} placeholder={t('table.moment.like')} />
    </Form.Item>
  );
}
