/** Silences in recordings that the rulebook wants explained. */
import { Button, Table, type TableColumnsType } from 'antd';
import { useState, type ReactElement } from 'react';
import type { QuestionOutput } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { shortSpan } from '../lib/format.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { Article } from '../shell/article.js';
import { written } from './due-text.js';
import { ExplainDialog } from './explain-dialog.js';

export type Interruption = QuestionOutput<'interruptions'>['rows'][number];

export function InterruptionTable({ rows }: { readonly rows: readonly Interruption[] }): ReactElement {
  const t = useText();
  const person = usePerson();
  const [chosen, setChosen] = useState<Interruption | null>(null);
  const columns: TableColumnsType<Interruption> = [
    { title: t('gap.kind'), key: 'kind', width: 150, render: (_, { kind }) => t(`gap.${kind}`) },
    { title: t('gap.from'), key: 'from', width: 160, render: (_, { from }) => written(from) },
    { title: t('gap.to'), key: 'to', width: 160, render: (_, { to }) => written(to) },
    { title: t('gap.long'), key: 'long', width: 130, render: (_, { ms }) => shortSpan(t, ms) },
    { title: t('due.camera'), key: 'camera', render: (_, { camera }) => camera ?? t('gap.allCameras') },
    { title: t('due.article'), key: 'article', width: 150, render: (_, row) => <Article basis={row} /> },
    {
      title: t('gap.act'),
      key: 'act',
      width: 110,
      render: (_, row) =>
        may(person, 'clip.explain') && (
          <Button
            size="small"
            onClick={() => {
              setChosen(row);
            }}
          >
            {t('gap.explain')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <Table<Interruption>
        size="small"
        sticky
        rowKey={(row) => `${row.activity} ${row.id}`}
        columns={columns}
        dataSource={[...rows]}
        locale={{ emptyText: t('due.empty') }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 950 }}
      />
      {chosen !== null && (
        <ExplainDialog
          row={chosen}
          close={() => {
            setChosen(null);
          }}
        />
      )}
    </>
  );
}
