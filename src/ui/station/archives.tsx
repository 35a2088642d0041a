/** The archives: how far each is, when what lies there was read back, and what was found of it. */
import { Table } from 'antd';
import type { ReactElement } from 'react';
import { archiveFindingWord } from '../../i18n/archive-finding-words.js';
import type { StationStatus } from '../../web/api-types.js';
import { useSpeech } from '../i18n/language.js';
import { minuteOf, size } from '../lib/format.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import { hrefOf } from '../router.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';

type Archive = StationStatus['archives'][number];
type Finding = Archive['audit']['findings'][number];

export function Archives(): ReactElement | null {
  const { t, language } = useSpeech();
  const opens = may(usePerson(), 'clip.see');
  const archives = useStore(live.status)?.archives ?? [];
  const found = archives.flatMap(({ target, audit }) => audit.findings.map((f) => ({ ...f, target })));
  if (archives.length === 0) return null;
  return (
    <section className="sheet" aria-label={t('station.archives')}>
      <h2>{t('station.archives')}</h2>
      <Table<Archive>
        size="small"
        rowKey={(a) => a.target}
        dataSource={[...archives]}
        pagination={false}
        columns={[
          { title: t('station.archives.target'), render: (_, a) => a.target },
          { title: t('station.archives.done'), render: (_, a) => orders(a.done.contents) },
          { title: t('station.archives.waiting'), render: (_, a) => orders(a.waiting.contents) },
          { title: t('station.archives.nights'), render: (_, a) => a.audit.nights },
          {
            title: t('station.archives.tonight'),
            render: (_, a) => `${String(a.audit.due.objects)} · ${size(t, a.audit.due.bytes)}`,
          },
          {
            title: t('station.archives.oldest'),
            render: (_, a) => (a.audit.oldestRead === null ? '' : minuteOf(a.audit.oldestRead)),
          },
          {
            title: t('station.archives.findings'),
            render: (_, a) => (
              <span className={`badge ${a.audit.findings.length > 0 ? 'late' : 'on'}`}>{a.audit.findings.length}</span>
            ),
          },
        ]}
      />
      {found.length > 0 && (
        <Table<Finding & { readonly target: string }>
          size="small"
          rowKey={(f) => `${f.target} ${f.key} ${f.kind} ${f.at}`}
          dataSource={found}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: t('station.verify.at'), width: 160, render: (_, f) => minuteOf(f.at) },
            {
              title: t('station.found.what'),
              render: (_, f) => (
                <>
                  <span className="badge late">{f.lost ? t('station.archives.lost') : f.kind}</span>{' '}
                  {archiveFindingWord(f.kind)[language]}
                </>
              ),
            },
            {
              title: t('station.found.about'),
              render: (_, f) => (
                <>
                  {f.target} <code>{f.key}</code> <span className="quiet">{f.detail}</span>
                </>
              ),
            },
            {
              title: t('station.found.clip'),
              width: 260,
              render: (_, f) => (opens ? <a href={hrefOf(`/clips/${f.clip}`)}>{f.clip}</a> : f.clip),
            },
          ]}
        />
      )}
    </section>
  );

  function orders(count: { readonly orders: number; readonly bytes: number }): string {
    return `${String(count.orders)} · ${size(t, count.bytes)}`;
  }
}
