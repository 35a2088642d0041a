/** 检索: by anything that is on record, a page at a time; of one day also as a timeline. */
import { Alert, Spin } from 'antd';
import { useDeferredValue, useMemo, useState, type ReactElement } from 'react';
import { localDay, systemClock, toInstant } from '../../domain/time.js';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { ZONE } from '../lib/format.js';
import { lastIn } from '../lib/last.js';
import { goTo, usePlace } from '../router.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { PageTurner } from '../shell/page-turner.js';
import { DayTimeline } from './day-timeline.js';
import { ExportList } from './export-list.js';
import { fieldsOf, inputOf, oneDay, sortOf, written, type Fields } from './query.js';
import { ResultTable } from './result-table.js';
import { SavedSearches } from './saved-searches.js';
import { SearchForm } from './search-form.js';

const PAGE = 50;

const searchFor = (fields: Fields): void => {
  goTo('/search', written(fields));
};

interface Turned {
  readonly of: string;
  /** Where each page that was turned to begins. */
  readonly pages: readonly string[];
}

export default function SearchPage(): ReactElement {
  const t = useText();
  const person = usePerson();
  const { query } = usePlace();
  const key = JSON.stringify(fieldsOf(query));
  const fields = useMemo(() => JSON.parse(key) as Fields, [key]);
  const [turned, turn] = useState<Turned>({ of: key, pages: [] });
  const pages = turned.of === key ? turned.pages : [];
  const after = lastIn(pages) ?? null;
  const input = inputOf(fields);
  const found = useAnswer(
    (signal) => ask('search.clips', { ...input, sort: sortOf(fields), limit: PAGE, after, total: false }, signal),
    `${key} ${after ?? ''}`,
  );
  const next = found.value?.next ?? null;
  // The first page before anything else: how many there are, and the day as a line, can come a moment later.
  const rest = found.answered || pages.length > 0;
  // A last page says itself how many there are.
  const last = found.answered && next === null;
  const counted = useAnswer(
    (signal) => ask('search.clips', { ...input, limit: 1 }, signal),
    rest && !last ? key : null,
  );
  const total = last
    ? { total: pages.length * PAGE + (found.value?.rows.length ?? 0), capped: false }
    : counted.answered && counted.value;
  const day = oneDay(fields, localDay(toInstant(systemClock.now()), ZONE));
  const ofDay = useAnswer(
    (signal) =>
      ask(
        'search.day',
        {
          day: day ?? '',
          ...(fields.camera === undefined ? {} : { camera: fields.camera }),
          ...(fields.officer === undefined ? {} : { officer: fields.officer }),
        },
        signal,
      ),
    day === null || !rest ? null : `${day} ${fields.camera ?? ''} ${fields.officer ?? ''}`,
  );
  // Drawn piece by piece: the page goes on answering meanwhile.
  const drawn = useDeferredValue(ofDay.answered ? ofDay.value : undefined);
  return (
    <section className="search">
      <header className="head">
        <h1>{t('search.title')}</h1>
        <span className="grow" />
        {may(person, 'export.make') && <ExportList fields={fields} />}
      </header>
      <SearchForm fields={fields} search={searchFor} />
      <SavedSearches fields={fields} />
      {found.error !== undefined && <ErrorNotice error={found.error} again={found.again} />}
      {found.value?.whole === false && <Alert type="warning" showIcon title={t('search.partly')} />}
      {drawn !== undefined && <DayTimeline answer={drawn} />}
      {found.value === undefined && found.loading && <Spin className="opening" />}
      {found.value !== undefined && (
        <>
          <div className="results" aria-busy={found.loading}>
            <ResultTable rows={found.value.rows} />
          </div>
          <footer className="acts pages">
            <span role="status">
              {total && total.total !== null && t(total.capped ? 'search.many' : 'search.count', { n: total.total })}
            </span>
            <span className="grow" />
            <PageTurner
              pages={pages}
              next={next}
              turn={(to) => {
                turn({ of: key, pages: to });
              }}
            />
          </footer>
        </>
      )}
    </section>
  );
}
