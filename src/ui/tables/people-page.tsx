/** 人员: who there is, what each may do, and where each belongs. */
import { Button, type TableColumnsType } from 'antd';
import { useState, type ReactElement } from 'react';
import type { QuestionOutput } from '../../web/api-types.js';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { PersonDialog } from './person-dialog.js';
import { PersonDrawer } from './person-drawer.js';
import { RecordTable } from './record-table.js';

export type ListedPerson = QuestionOutput<'person.list'>[number];

export default function PeoplePage(): ReactElement {
  const t = useText();
  const self = usePerson();
  const keeps = may(self, 'people.keep');
  const [chosen, setChosen] = useState<{ readonly person: string | null; readonly how: 'change' | 'look' } | null>(
    null,
  );
  const people = useAnswer((signal) => ask('person.list', { disabled: true }, signal), 'people');
  const units = useAnswer((signal) => ask('unit.list', {}, signal), 'units');
  const nameOf = new Map(units.value?.map((u) => [u.id, u.name]));
  const person = people.value?.find((p) => p.id === chosen?.person) ?? null;
  const leave = (): void => {
    setChosen(null);
  };
  const choose = (id: string | null, how: 'change' | 'look') => () => {
    setChosen({ person: id, how });
  };
  const columns: TableColumnsType<ListedPerson> = [
    { title: t('session.name'), key: 'name', width: 130, render: (_, p) => p.name },
    { title: t('session.login'), key: 'login', width: 150, render: (_, p) => p.login },
    { title: t('people.role'), key: 'role', width: 120, render: (_, p) => t(`role.${p.role}`) },
    { title: t('people.unit'), key: 'unit', render: (_, p) => (p.unit === null ? '' : nameOf.get(p.unit)) },
    { title: t('people.numbers'), key: 'numbers', width: 180, render: (_, p) => p.numbers.join('、') },
    { title: t('table.state'), key: 'state', width: 130, render: (_, p) => <State person={p} /> },
    {
      title: t('table.act'),
      key: 'act',
      width: 180,
      render: (_, p) => (
        <span className="acts">
          <Button size="small" onClick={choose(p.id, 'look')}>
            {t('table.more')}
          </Button>
          {keeps && (
            <Button size="small" onClick={choose(p.id, 'change')}>
              {t('table.change')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <RecordTable<ListedPerson>
      title={t('nav.people')}
      answer={people}
      rows={people.value}
      columns={columns}
      rowKey={(p) => p.id}
      words={(p) => [p.name, p.login, ...p.numbers, nameOf.get(p.unit ?? '') ?? null]}
      exported="people"
      imported={keeps ? 'people' : null}
    >
      {keeps && (
        <Button type="primary" onClick={choose(null, 'change')}>
          {t('people.add')}
        </Button>
      )}
      {chosen?.how === 'change' && (
        <PersonDialog person={person} units={units.value ?? []} close={leave} done={people.again} />
      )}
      {chosen?.how === 'look' && person !== null && (
        <PersonDrawer person={person} units={nameOf} close={leave} done={people.again} />
      )}
    </RecordTable>
  );
}

function State({ person: { disabled, hasPassword } }: { readonly person: ListedPerson }): ReactElement {
  const t = useText();
  if (disabled) return <span className="badge off">{t('people.disabled')}</span>;
  return hasPassword ? (
    <span className="badge on">{t('people.active')}</span>
  ) : (
    <span className="badge dueSoon">{t('people.noPassword')}</span>
  );
}
