/** What was found, a line each. A plain table: fifty lines of it are drawn anew with every search, and people wait for that. */
import { Tag } from 'antd';
import { memo, type ReactElement, type ReactNode } from 'react';
import type { QuestionOutput } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import type { Text, TextKey } from '../i18n/translate.js';
import { minuteOf, shortSpan } from '../lib/format.js';
import { hrefOf } from '../router.js';

export type Row = QuestionOutput<'search.clips'>['rows'][number];

interface Column {
  readonly title: TextKey;
  readonly of: (row: Row, t: Text, word: (id: string) => string) => ReactNode;
}

const COLUMNS: readonly Column[] = [
  {
    title: 'search.when',
    of: ({ id, start }, t) => <a href={hrefOf(`/clips/${id}`)}>{start === null ? t('unknown') : minuteOf(start)}</a>,
  },
  {
    title: 'search.kind',
    of: ({ kind, durationMs }, t) =>
      `${t(`label.kind.${kind}`)} ${durationMs === null ? '' : shortSpan(t, durationMs)}`,
  },
  { title: 'search.party', of: ({ party }) => party },
  { title: 'search.place', of: ({ place }) => place },
  {
    title: 'search.content',
    of: ({ event, category, content }, _, word) =>
      [event === null ? null : word(event), category, content].filter((x) => x !== null).join('，'),
  },
  { title: 'search.officer', of: ({ officers, officer }) => (officers.length > 0 ? officers.join('、') : officer) },
  { title: 'search.camera', of: ({ camera }, t) => camera ?? t('unknown') },
  { title: 'search.case', of: ({ caseNumber }) => caseNumber },
  {
    title: 'search.label',
    of: ({ label, disposed, cleared }, t) =>
      disposed ? (
        t('clip.gone')
      ) : (
        <>
          {t(`label.state.${label}`)}
          {cleared && <Tag color="cyan">{t('clip.atArchive')}</Tag>}
        </>
      ),
  },
];

/** Drawn when it has other rows, not while the next ones are on their way. */
export const ResultTable = memo(function ResultTable({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  const t = useText();
  const word = useRuleWord();
  return (
    <table className="found">
      <thead>
        <tr>
          {COLUMNS.map(({ title }) => (
            <th key={title} scope="col">
              {t(title)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 && (
          <tr>
            <td colSpan={COLUMNS.length} className="none">
              {t('search.none')}
            </td>
          </tr>
        )}
        {rows.map((row) => (
          <tr key={row.id} data-row-key={row.id}>
            {COLUMNS.map(({ title, of }) => (
              <td key={title}>{of(row, t, word)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});
