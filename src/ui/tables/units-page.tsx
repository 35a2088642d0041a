/** 单位: which units there are, and which belongs to which. */
import { Button, Checkbox, Form, Select, type TableColumnsType } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Unit } from '../../web/api-types.js';
import { act, ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { ActDialog } from '../session/act-dialog.js';
import { TextField, WhyField } from './fields.js';
import { RecordTable } from './record-table.js';

interface Fields {
  readonly name: string;
  readonly parent: string | null;
  readonly closed: boolean;
  readonly why: string;
}

export default function UnitsPage(): ReactElement {
  const t = useText();
  const person = usePerson();
  const keeps = may(person, 'people.keep');
  const [chosen, setChosen] = useState<Unit | 'new' | null>(null);
  const units = useAnswer((signal) => ask('unit.list', {}, signal), 'units');
  const names = new Map(units.value?.map((u) => [u.id, u.name]));
  const columns: TableColumnsType<Unit> = [
    { title: t('units.name'), key: 'name', render: (_, { name }) => name },
    { title: t('units.parent'), key: 'parent', render: (_, { parent }) => (parent === null ? '' : names.get(parent)) },
    {
      title: t('table.state'),
      key: 'state',
      width: 120,
      render: (_, { closed }) => (
        <span className={`badge ${closed ? 'off' : 'on'}`}>{t(closed ? 'units.closed' : 'units.open')}</span>
      ),
    },
    {
      title: t('table.act'),
      key: 'act',
      width: 110,
      render: (_, unit) =>
        keeps && (
          <Button
            size="small"
            onClick={() => {
              setChosen(unit);
            }}
          >
            {t('table.change')}
          </Button>
        ),
    },
  ];
  return (
    <RecordTable<Unit>
      title={t('nav.units')}
      answer={units}
      rows={units.value}
      columns={columns}
      rowKey={(u) => u.id}
      words={(u) => [u.name]}
      exported={may(person, 'people.see') ? 'units' : null}
      imported={keeps ? 'units' : null}
    >
      {keeps && (
        <Button
          type="primary"
          onClick={() => {
            setChosen('new');
          }}
        >
          {t('units.add')}
        </Button>
      )}
      {chosen !== null && (
        <UnitDialog
          unit={chosen === 'new' ? null : chosen}
          units={units.value ?? []}
          close={() => {
            setChosen(null);
          }}
          done={units.again}
        />
      )}
    </RecordTable>
  );
}

interface DialogProps {
  readonly unit: Unit | null;
  readonly units: readonly Unit[];
  readonly close: () => void;
  readonly done: () => void;
}

function UnitDialog({ unit, units, close, done }: DialogProps): ReactElement {
  const t = useText();
  const above = units.filter((u) => !u.closed && u.id !== unit?.id).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <ActDialog<Fields>
      title={unit === null ? t('units.add') : t('units.change', { name: unit.name })}
      initial={unit === null ? {} : { name: unit.name, parent: unit.parent, closed: unit.closed }}
      send={({ name, parent, closed, why }) =>
        unit === null
          ? act('unit.add', { name, parent: parent ?? null })
          : act('unit.change', { unit: unit.id, name, parent: parent ?? null, closed, why })
      }
      close={close}
      done={done}
    >
      <TextField name="name" label={t('units.name')} max={100} needed />
      <Form.Item name="parent" label={t('units.parent')}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={above} />
      </Form.Item>
      {unit !== null && (
        <>
          <Form.Item name="closed" valuePropName="checked">
            <Checkbox>{t('units.closed.hint')}</Checkbox>
          </Form.Item>
          <WhyField />
        </>
      )}
    </ActDialog>
  );
}
