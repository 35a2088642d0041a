/** The newest entries of the custody log. */
import { Table } from 'antd';
import type { ReactElement } from 'react';
import { nameIn } from '../../domain/person.js';
import { custodyWord } from '../../i18n/custody-words.js';
import type { EventView } from '../../web/api-types.js';
import { get } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useSpeech } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { ErrorNotice } from '../shell/error-notice.js';

const NEWEST = 20;

export function Events({ turn }: { readonly turn: number }): ReactElement {
  const { t, language } = useSpeech();
  const answer = useAnswer(
    (signal) => get<EventView[]>(`/api/events?limit=${String(NEWEST)}&newestFirst=true`, signal),
    `events ${String(turn)}`,
  );
  return (
    <section className="sheet">
      <h2>{t('station.events')}</h2>
      {answer.error !== undefined && <ErrorNotice error={answer.error} again={answer.again} />}
      <Table<EventView>
        size="small"
        rowKey={(e) => String(e.seq)}
        dataSource={answer.value ?? []}
        pagination={{ pageSize: 5, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: t('station.verify.at'), width: 160, render: (_, e) => minuteOf(e.at) },
          { title: t('station.events.what'), width: 220, render: (_, e) => custodyWord(e.kind)[language] },
          {
            title: t('station.events.about'),
            render: (_, e) =>
              e.withheld === true ? t('station.events.withheld') : <code>{e.clipId ?? e.visitId ?? ''}</code>,
          },
          { title: t('station.events.by'), width: 160, render: (_, e) => byOf(e) },
        ]}
      />
    </section>
  );
}

/** Whoever acted; the daemon itself where nobody did. */
function byOf({ body, actor }: EventView): string {
  const { by } = body as { readonly by?: unknown };
  return typeof by === 'string' ? nameIn(by) : actor;
}
