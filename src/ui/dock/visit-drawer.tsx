/** What is behind a card: the files that are not on the station, with the reason, and the check before use. */
import { Drawer, Table } from 'antd';
import type { ReactElement } from 'react';
import type { VisitDetail } from '../../web/api-types.js';
import { get } from '../api/client.js';
import { textOfCode } from '../api/error-text.js';
import { useAnswer } from '../api/use-answer.js';
import { ERASE_BAR_WORDS } from '../../i18n/erase-words.js';
import { useSpeech } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { slotName, type Card } from './wall.js';

interface Props {
  readonly card: Card;
  readonly close: () => void;
}

export default function VisitDrawer({ card, close }: Props): ReactElement {
  const { t } = useSpeech();
  const id = card.visit?.id ?? null;
  return (
    <Drawer open onClose={close} size={620} title={t('dock.more.of', { slot: slotName(card.slot) })}>
      {id !== null && <Inside id={id} />}
    </Drawer>
  );
}

function Inside({ id }: { readonly id: string }): ReactElement | null {
  const { t, language } = useSpeech();
  const turn = useStore(live.turn);
  const { value, error, again } = useAnswer(
    (signal) => get<VisitDetail>(`/api/visits/${encodeURIComponent(id)}`, signal),
    `${id} ${String(turn)}`,
  );
  if (value === undefined) return error === undefined ? null : <ErrorNotice error={error} again={again} />;
  const { visit, check } = value;
  const remarks = value.remarks.filter((remark) => remark.class !== 'ignored');
  const others = value.remarks.length - remarks.length;
  const fit = check === null ? 'none' : check.fit === null ? 'unknown' : check.fit ? 'fit' : 'unfit';
  return (
    <>
      <p>{t('dock.since', { at: minuteOf(visit.openedAt) })}</p>
      {visit.listedAt !== null && <p>{t('dock.tally', { ...visit.tally })}</p>}
      <h3>{t('dock.check.title')}</h3>
      <p>{t(`dock.check.${fit}`)}</p>
      {visit.erased !== null && (
        <>
          <h3>{t('dock.erased.title')}</h3>
          <p>{t('dock.erased', { erased: visit.erased.erased, left: visit.erased.left })}</p>
          <ul>
            {visit.erased.why.map(({ what, files }) => (
              <li key={what}>{t('dock.erased.why', { why: ERASE_BAR_WORDS[what][language], files })}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('dock.files.title')}</h3>
      {remarks.length === 0 ? (
        <p>{visit.listedAt === null ? t('dock.listing') : t('dock.files.none')}</p>
      ) : (
        <Table
          size="small"
          rowKey="path"
          pagination={remarks.length > 50 ? { pageSize: 50 } : false}
          dataSource={[...remarks]}
          columns={[
            { title: t('dock.files.path'), dataIndex: 'path' },
            {
              title: t('dock.files.why'),
              key: 'why',
              render: (_, { code, reason }) => (
                <>
                  {(code === null ? undefined : textOfCode(code, language)?.what) ?? reason ?? t('unknown')}
                  {code !== null && <span className="code">{t('error.code', { code })}</span>}
                </>
              ),
            },
          ]}
        />
      )}
      {others > 0 && <p>{t('dock.files.others', { n: others })}</p>}
    </>
  );
}
