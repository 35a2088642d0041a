/** What was found, a line each. */
import { Table, Tag, type TableColumnsType } from 'antd';
import type { ReactElement } from 'react';
import type { QuestionOutput } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { minuteOf, shortSpan } from '../lib/format.js';
import { hrefOf } from '../router.js';

export type Row = QuestionOutput<'search.clips'>['rows'][number];

interface Props {
  readonly rows: readonly Row[];
  readonly loading: boolean;
}

export function ResultTable({ rows, loading }: Props): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const or = (text: string | null): string => text ?? '';
  const columns: TableColumnsType<Row> = [
    {
      title: t('search.when'),
      key: 'when',
      width: 160,
      render: (_, row) => (
        <a href={hrefOf(`/clips/${row.id}`)}>{row.start === null ? t('unknown') : minuteOf(row.start)}</a>
      ),
    },
    {
      title: t('search.kind'),
      key: 'kind',
      width: 120,
      render: (_, { kind, durationMs }) =>
        `${t(`label.kind.${kind}`)} ${durationMs === null ? '' : shortSpan(t, durationMs)}`,
    },
    { title: t('search.party'), key: 'party', width: 130, render: (_, { party }) => or(party) },
    { title: t('search.place'), key: 'place', width: 130, render: (_, { place }) => or(place) },
    {
      title: t('search.content'),
      key: 'content',
      render: (_, { content, category, event }) =>
        [event === null ? null : word(event), category, content].filter((x) => x !== null).join('，'),
    },
    {
      title: t('search.officer'),
      key: 'officer',
      width: 110,
      render: (_, { officers, officer }) => (officers.length > 0 ? officers.join('、') : or(officer)),
    },
    { title: t('search.camera'), key: 'camera', width: 110, render: (_, { camera }) => camera ?? t('unknown') },
    { title: t('search.case'), key: 'case', width: 120, render: (_, { caseNumber }) => or(caseNumber) },
    {
      title: t('search.label'),
      key: 'label',
      width: 100,
      render: (_, { label, disposed, cleared }) =>
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
  return (
    <Table<Row>
      size="small"
      sticky
      loading={loading}
      rowKey="id"
      columns={columns}
      dataSource={[...rows]}
      locale={{ emptyText: t('search.none') }}
      pagination={false}
      scroll={{ x: 1150 }}
    />
  );
}
