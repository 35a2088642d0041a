/** Fields that the forms of the tables have in common. */
import { Form, Input, Select } from 'antd';
import type { ReactElement } from 'react';
import type { Unit } from '../../web/api-types.js';
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

interface OfUnits {
  readonly label: string;
  readonly units: readonly Unit[];
  /** What is on record: it stays a choice although it may be closed. */
  readonly now: string | null;
}

export function UnitField({ label, units, now }: OfUnits): ReactElement {
  const open = units.filter((u) => !u.closed || u.id === now);
  return (
    <Form.Item name="unit" label={label}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={open.map(({ id, name }) => ({ value: id, label: name }))}
      />
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
