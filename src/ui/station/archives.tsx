/** The archives: how far each is, when what lies there was read back, and what was found of it. */
import { Table } from 'antd';
import type { ReactElement } from 'react';
import type { Instant } from '../../domain/time.js';
import { archiveFindingWord } from '../../i18n/archive-finding-words.js';
import { useSpeech } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import { hrefOf } from '../router.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { ArchiveCard, type Archive } from './archive-card.js';

type Finding = Archive['audit']['findings'][number];

export function Archives({ now }: { readonly now: Instant }): ReactElement {
  const { t, language } = useSpeech();
  const opens = may(usePerson(), 'clip.see');
  const status = useStore(live.status);
  const archives = status?.archives ?? [];
  const found = archives.flatMap(({ target, audit }) => audit.findings.map((f) => ({ ...f, target })));
  return (
    <section className="sheet" aria-label={t('station.archives')}>
      <h2>{t('station.archives')}</h2>
      {status?.archives.length === 0 && <p>{t('station.archives.none')}</p>}
      <div className="cards">
        {archives.map((archive) => (
          <ArchiveCard key={archive.target} archive={archive} now={now} />
        ))}
      </div>
      {found.length > 0 && <h3>{t('station.archives.found')}</h3>}
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
}
