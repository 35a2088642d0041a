/** One person: what was so when, where the person is signed in, and a code to come to a password with. */
import { Alert, Button, Drawer, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import type { ActOutput, PersonOnRecord } from '../../web/api-types.js';
import { act, ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { confirmed } from '../session/confirmed.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { useSubmit } from '../session/use-submit.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { nameIn } from '../../domain/person.js';
import type { ListedPerson } from './people-page.js';

interface Props {
  readonly person: ListedPerson;
  readonly units: ReadonlyMap<string, string>;
  readonly close: () => void;
  readonly done: () => void;
}

export function PersonDrawer({ person, units, close, done }: Props): ReactElement {
  const t = useText();
  const keeps = may(usePerson(), 'people.keep');
  const known = useAnswer((signal) => ask('person.show', { person: person.id }, signal), person.id);
  return (
    <Drawer open size={760} title={`${person.name} · ${t(`role.${person.role}`)}`} onClose={close}>
      {known.error !== undefined && <ErrorNotice error={known.error} again={known.again} />}
      {keeps && !person.disabled && <Code person={person} done={done} />}
      {keeps && <Sessions person={person} />}
      <h2>{t('people.history')}</h2>
      <Table<PersonOnRecord>
        size="small"
        rowKey={(v) => String(v.version)}
        dataSource={[...(known.value?.versions ?? [])].reverse()}
        pagination={false}
        columns={[
          { title: t('people.since'), width: 150, render: (_, v) => minuteOf(v.since) },
          { title: t('people.unit'), render: (_, v) => (v.unit === null ? '' : units.get(v.unit)) },
          {
            title: t('people.role'),
            width: 110,
            render: (_, v) => t(v.disabled ? 'people.disabled' : `role.${v.role}`),
          },
          { title: t('people.numbers'), width: 120, render: (_, v) => v.numbers.join('、') },
          { title: t('table.why'), render: (_, v) => v.why ?? '' },
          { title: t('table.by'), width: 110, render: (_, v) => nameIn(v.by) },
        ]}
      />
    </Drawer>
  );
}

function Code({ person, done }: Pick<Props, 'person' | 'done'>): ReactElement {
  const t = useText();
  const [made, setMade] = useState<ActOutput<'person.code'>>();
  const { submit, busy, error } = useSubmit(async () => {
    setMade(await confirmed(() => act('person.code', { person: person.id })));
    done();
  });
  return (
    <>
      <h2>{t('session.code')}</h2>
      <p>{t('people.code.body')}</p>
      {error !== undefined && <ErrorNotice error={error} />}
      {made === undefined ? (
        <Button
          loading={busy}
          onClick={() => {
            submit(undefined);
          }}
        >
          {t('people.code.make')}
        </Button>
      ) : (
        <Alert
          type="success"
          title={<output className="oneTime">{made.code}</output>}
          description={t('people.code.made', { until: minuteOf(made.expiresAt) })}
        />
      )}
    </>
  );
}

type Session = Awaited<ReturnType<typeof sessionsOf>>[number];
const sessionsOf = (person: string, signal: AbortSignal) => ask('person.sessions', { person }, signal);

function Sessions({ person }: Pick<Props, 'person'>): ReactElement {
  const t = useText();
  const open = useAnswer((signal) => sessionsOf(person.id, signal), `sessions ${person.id}`);
  const end = useSubmit(async (session: string | null) => {
    if (session === null) await act('person.revoke', { person: person.id });
    else await act('session.revoke', { session });
    open.again();
  });
  const error: unknown = open.error ?? end.error;
  return (
    <>
      <h2>{t('people.sessions')}</h2>
      {error !== undefined && <ErrorNotice error={error} again={open.again} />}
      <Table<Session>
        size="small"
        rowKey={(s) => s.id}
        dataSource={open.value ?? []}
        pagination={false}
        locale={{ emptyText: t('people.sessions.none') }}
        columns={[
          { title: t('people.session.began'), width: 150, render: (_, s) => minuteOf(s.startedAt) },
          { title: t('people.session.used'), width: 150, render: (_, s) => minuteOf(s.seenAt) },
          {
            title: t('people.session.from'),
            render: (_, s) => (s.wallAt === null ? s.address : `${s.address} · ${t('people.session.wall')}`),
          },
          {
            title: t('table.act'),
            width: 110,
            render: (_, s) => (
              <Button
                size="small"
                disabled={end.busy}
                onClick={() => {
                  end.submit(s.id);
                }}
              >
                {t('people.session.end')}
              </Button>
            ),
          },
        ]}
      />
      {(open.value?.length ?? 0) > 1 && (
        <Button
          className="below"
          danger
          onClick={() => {
            end.submit(null);
          }}
        >
          {t('people.sessions.end')}
        </Button>
      )}
    </>
  );
}
