/** Deadlines, the most pressing first, each with its clock and its article. */
import { Table, type TableColumnsType } from 'antd';
import type { ReactElement } from 'react';
import type { DueAnswer, DueRow } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { hrefOf } from '../router.js';
import { Article } from '../shell/article.js';
import { DeadlineBadge } from './deadline-state.js';
import { standing, written } from './due-text.js';

export function DueTable({ answer, loading }: { readonly answer: DueAnswer; readonly loading: boolean }): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const columns: TableColumnsType<DueRow> = [
    {
      title: t('due.state'),
      key: 'state',
      width: 120,
      render: (_, row) => <DeadlineBadge row={row} />,
    },
    {
      title: t('due.due'),
      key: 'due',
      width: 205,
      render: (_, { due, estimated }) =>
        due === null ? t('due.unknown') : `${written(due)}${estimated ? t('due.estimated') : ''}`,
    },
    { title: t('due.left'), key: 'left', width: 150, render: (_, row) => standing(t, row, answer.now) },
    { title: t('due.rule'), key: 'rule', width: 120, render: (_, { rule }) => word(rule) },
    {
      title: t('due.footage'),
      key: 'footage',
      render: (_, row) => <Footage row={row} />,
    },
    { title: t('due.camera'), key: 'camera', width: 130, render: (_, { camera }) => camera ?? t('unknown') },
    { title: t('due.officer'), key: 'officer', width: 100, render: (_, { officer }) => officer ?? t('unknown') },
    { title: t('due.article'), key: 'article', width: 150, render: (_, row) => <Article basis={row} /> },
  ];
  return (
    <Table<DueRow>
      size="small"
      sticky
      loading={loading}
      rowKey={(row) => `${row.clip ?? `${row.cameraId} ${row.path ?? ''}`} ${row.rule}`}
      columns={columns}
      dataSource={[...answer.rows]}
      locale={{ emptyText: t('due.empty') }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 1100 }}
    />
  );
}

function Footage({ row: { clip, path, rule, basis } }: { readonly row: DueRow }): ReactElement {
  const t = useText();
  const made = basis === null ? '' : t('due.recorded', { at: written(basis.at) });
  if (clip === null) return <>{path ?? t('due.out')}</>;
  return (
    <a href={hrefOf('/label', { clip })}>
      {made === '' ? clip : made}
      {rule === 'label' && <strong className="go">{t('due.goLabel')}</strong>}
    </a>
  );
}
