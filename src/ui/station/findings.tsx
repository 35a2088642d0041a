/** What bwc verify found of clips and no later run took back: what each means, and which clip it is about. */
import { Table } from 'antd';
import type { ReactElement } from 'react';
import { findingWord } from '../../i18n/finding-words.js';
import type { QuestionOutput } from '../../web/api-types.js';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useSpeech } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { hrefOf } from '../router.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { ErrorNotice } from '../shell/error-notice.js';

type Finding = QuestionOutput<'finding.list'>['findings'][number];

const SHOWN = 200;

export function Findings({ turn }: { readonly turn: number }): ReactElement {
  const { t, language } = useSpeech();
  const opens = may(usePerson(), 'clip.see');
  const answer = useAnswer((signal) => ask('finding.list', { limit: SHOWN }, signal), `findings ${String(turn)}`);
  const { findings = [], next = null } = answer.value ?? {};
  return (
    <section className="sheet" aria-label={t('station.found')}>
      <h2>{t('station.found')}</h2>
      {answer.error !== undefined && <ErrorNotice error={answer.error} again={answer.again} />}
      {answer.value !== undefined && findings.length === 0 && <p>{t('station.found.none')}</p>}
      {findings.length > 0 && (
        <Table<Finding>
          size="small"
          rowKey={(f) => f.id}
          dataSource={[...findings]}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
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
              render: (_, f) => (opens ? <a href={hrefOf(`/clips/${f.clipId}`)}>{f.clipId}</a> : f.clipId),
            },
          ]}
        />
      )}
      {next !== null && <p className="quiet">{t('station.found.more', { n: findings.length })}</p>}
    </section>
  );
}
