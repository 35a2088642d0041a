/** What bwc verify found and no later run took back: what each means and what to do, and which clip it is about, if any. */
import { Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { findingWord } from '../../i18n/finding-words.js';
import type { QuestionOutput } from '../../web/api-types.js';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useSpeech } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { lastIn } from '../lib/last.js';
import { hrefOf } from '../router.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { PageTurner } from '../shell/page-turner.js';

type Finding = QuestionOutput<'finding.list'>['findings'][number];

const PAGE = 20;

export function Findings({ turn }: { readonly turn: number }): ReactElement {
  const { t, language } = useSpeech();
  const opens = may(usePerson(), 'clip.see');
  const [pages, setPages] = useState<readonly number[]>([]);
  const after = lastIn(pages) ?? 0;
  const answer = useAnswer(
    (signal) => ask('finding.list', { after, limit: PAGE }, signal),
    `findings ${String(turn)} ${String(after)}`,
  );
  const { findings = [], next = null } = answer.value ?? {};
  return (
    <section className="sheet" aria-label={t('station.found')}>
      <h2>{t('station.found')}</h2>
      {answer.error !== undefined && <ErrorNotice error={answer.error} again={answer.again} />}
      {answer.value !== undefined && findings.length === 0 && pages.length === 0 && <p>{t('station.found.none')}</p>}
      {findings.length > 0 && (
        <Table<Finding>
          size="small"
          rowKey={(f) => f.id}
          dataSource={[...findings]}
          pagination={false}
          columns={[
            { title: t('station.verify.at'), width: 160, render: (_, f) => minuteOf(f.at) },
            {
              title: t('station.found.what'),
              render: (_, f) => (
                <>
                  <span className="badge late">{f.kind}</span> {findingWord(f.kind)[language]}
                </>
              ),
            },
            {
              title: t('station.found.about'),
              render: (_, f) => (
                <>
                  <code>{f.subject}</code> <span className="quiet">{f.detail}</span>
                </>
              ),
            },
            {
              title: t('station.found.clip'),
              width: 260,
              render: (_, { clipId }) => {
                if (clipId === null) return t('station.found.station');
                return opens ? <a href={hrefOf(`/clips/${clipId}`)}>{clipId}</a> : clipId;
              },
            },
          ]}
        />
      )}
      {(pages.length > 0 || next !== null) && (
        <footer className="acts pages">
          <span className="grow" />
          <PageTurner pages={pages} next={next} turn={setPages} />
        </footer>
      )}
    </section>
  );
}
