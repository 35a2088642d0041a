/** A page with one table: its title, what one looks for in it, what can be done with all of it, its rows. */
import { Button, Input, Table, type TableColumnsType } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { TableName } from '../../web/api-types.js';
import type { Answer } from '../api/use-answer.js';
import { useSpeech } from '../i18n/language.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { ImportDialog, type ImportName } from './import-dialog.js';
import { TableExport } from './table-export.js';

interface Props<R> {
  readonly title: string;
  readonly answer: Pick<Answer<unknown>, 'error' | 'loading' | 'again'>;
  readonly rows: readonly R[] | undefined;
  readonly columns: TableColumnsType<R>;
  readonly rowKey: (row: R) => string;
  /** What of a row is searched. */
  readonly words: (row: R) => readonly (string | null)[];
  /** Null where whoever looks may not export. */
  readonly exported: TableName | null;
  /** Null where whoever looks may not import. */
  readonly imported: ImportName | null;
  readonly children?: ReactNode;
}

export function RecordTable<R extends object>(props: Props<R>): ReactElement {
  const { title, answer, rows, columns, rowKey, words, exported, imported, children } = props;
  const { t } = useSpeech();
  const [sought, setSought] = useState('');
  const [importing, setImporting] = useState(false);
  const part = sought.trim().toLowerCase();
  const found = rows?.filter((row) => part === '' || words(row).some((w) => w?.toLowerCase().includes(part) === true));
  return (
    <section className="records">
      <header className="head">
        <h1>{title}</h1>
        {found !== undefined && <p className="sum">{t('table.count', { n: found.length })}</p>}
        <span className="grow" />
        <Input
          className="sought"
          allowClear
          aria-label={t('table.find')}
          placeholder={t('table.find')}
          value={sought}
          onChange={({ target }) => {
            setSought(target.value);
          }}
        />
        {exported !== null && <TableExport table={exported} />}
        {imported !== null && (
          <Button
            onClick={() => {
              setImporting(true);
            }}
          >
            {t('table.import')}
          </Button>
        )}
        {children}
      </header>
      {answer.error !== undefined && <ErrorNotice error={answer.error} again={answer.again} />}
      <Table<R>
        size="small"
        sticky
        loading={answer.loading && rows === undefined}
        rowKey={rowKey}
        columns={columns}
        dataSource={found ?? []}
        locale={{ emptyText: t('table.empty') }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 1000 }}
      />
      {importing && imported !== null && (
        <ImportDialog
          table={imported}
          close={() => {
            setImporting(false);
          }}
          done={answer.again}
        />
      )}
    </section>
  );
}
