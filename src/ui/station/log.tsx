/** The newest lines of the daemon's log. */
import { Table } from 'antd';
import type { ReactElement } from 'react';
import type { LogLine } from '../../web/api-types.js';
import { get } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { minuteOf, timeOf } from '../lib/format.js';
import { ErrorNotice } from '../shell/error-notice.js';

const LATE = { error: 'late', warn: 'dueSoon', info: 'off', debug: 'off' } as const;

export function Log({ turn }: { readonly turn: number }): ReactElement {
  const t = useText();
  const answer = useAnswer((signal) => get<LogLine[]>('/api/log', signal), `log ${String(turn)}`);
  return (
    <section className="sheet">
      <h2>{t('station.log')}</h2>
      {answer.error !== undefined && <ErrorNotice error={answer.error} again={answer.again} />}
      <Table<LogLine>
        size="small"
        rowKey={(_, i) => String(i)}
        dataSource={answer.value ?? []}
        pagination={{ pageSize: 5, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: t('station.verify.at'), width: 180, render: (_, l) => `${minuteOf(l.at)}${timeOf(l.at).slice(5)}` },
          {
            title: t('station.log.level'),
            width: 100,
            render: (_, l) => <span className={`badge ${LATE[l.level]}`}>{t(`station.log.${l.level}`)}</span>,
          },
          { title: t('station.log.part'), width: 120, render: (_, l) => <code>{l.component ?? 'station'}</code> },
          { title: t('station.events.what'), render: (_, l) => l.message },
          { title: t('station.log.code'), width: 220, render: (_, l) => <code>{l.code ?? ''}</code> },
        ]}
      />
      <p className="quiet">{t('station.log.more')}</p>
    </section>
  );
}
