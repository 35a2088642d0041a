/** Adding somebody, and what is otherwise from a moment on: another unit, another role, gone. The past stays as it was. */
import { Checkbox, Form, Select } from 'antd';
import type { ReactElement } from 'react';
import { ROLES, type Role } from '../../domain/person.js';
import type { ActInput, Unit } from '../../web/api-types.js';
import { act } from '../api/client.js';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { momentOf } from '../lib/moment.js';
import { ActDialog } from '../session/act-dialog.js';
import { TextField, UnitField, WhyField } from './fields.js';
import { MomentField } from './moment-field.js';
import type { ListedPerson } from './people-page.js';

type Mark = NonNullable<ActInput<'person.add'>['cleared']>[number];
const MARKS: readonly Mark[] = ['stateSecret', 'tradeSecret', 'privacy'];

interface Fields {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly unit?: string | null;
  readonly numbers?: string[];
  readonly cleared?: Mark[];
  readonly disabled?: boolean;
  readonly since?: string;
  readonly why: string;
}

interface Props {
  readonly person: ListedPerson | null;
  readonly units: readonly Unit[];
  readonly close: () => void;
  readonly done: () => void;
}

export function PersonDialog({ person, units, close, done }: Props): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const send = ({ unit, numbers = [], cleared = [], disabled = false, since, why, ...said }: Fields) => {
    const all = { ...said, unit: unit ?? null, numbers, cleared, since: momentOf(since) };
    return person === null
      ? act('person.add', all)
      : act('person.change', { ...all, person: person.id, disabled, why });
  };
  const initial: Partial<Fields> =
    person === null
      ? { role: 'officer' }
      : {
          login: person.login,
          name: person.name,
          role: person.role,
          unit: person.unit,
          numbers: [...person.numbers],
          cleared: [...person.cleared],
          disabled: person.disabled,
        };
  return (
    <ActDialog<Fields>
      title={person === null ? t('people.add') : t('people.change', { name: person.name })}
      initial={initial}
      send={send}
      close={close}
      done={done}
    >
      <div className="pair">
        <TextField name="name" label={t('session.name')} max={60} needed />
        <TextField name="login" label={t('session.login')} max={64} needed />
        <Form.Item name="role" label={t('people.role')}>
          <Select options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))} />
        </Form.Item>
        <UnitField label={t('people.unit')} units={units} now={person?.unit ?? null} />
      </div>
      <Form.Item name="numbers" label={t('people.numbers')} extra={t('people.numbers.hint')}>
        <Select mode="tags" open={false} suffix={null} tokenSeparators={['、', ',', '，', ' ']} />
      </Form.Item>
      <Form.Item name="cleared" label={t('people.cleared')}>
        <Checkbox.Group options={MARKS.map((value) => ({ value, label: word(value) }))} />
      </Form.Item>
      <MomentField name="since" label={t('people.since')} />
      {person !== null && (
        <>
          <Form.Item name="disabled" valuePropName="checked">
            <Checkbox>{t('people.disabled.hint')}</Checkbox>
          </Form.Item>
          <WhyField />
        </>
      )}
    </ActDialog>
  );
}
