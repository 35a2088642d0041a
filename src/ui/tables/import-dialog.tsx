/** A spreadsheet that comes in: first what it would do and what cannot be taken, then all of it or nothing. */
import { Alert, App, Input, Modal, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { cellWord, TABLE_TITLES } from '../../i18n/table-words.js';
import type { ActInput, ImportPlan, RowRefused } from '../../web/api-types.js';
import { act, ApiError, call } from '../api/client.js';
import { textOfCode } from '../api/error-text.js';
import { useSpeech, type Speech } from '../i18n/language.js';
import { confirmed } from '../session/confirmed.js';
import { useSubmit } from '../session/use-submit.js';
import { ErrorNotice } from '../shell/error-notice.js';

const ACTS = {
  cases: 'table.importCases',
  people: 'table.importPeople',
  units: 'table.importUnits',
  cameras: 'table.importCameras',
} as const;
export type ImportName = keyof typeof ACTS;

type Rows = ActInput<'table.importPeople'>['rows'];
interface Looked {
  readonly name: string;
  readonly rows: Rows;
  readonly plan: ImportPlan;
}

/** The most that the station reads. */
const MOST_BYTES = 2 ** 20;

interface Props {
  readonly table: ImportName;
  readonly close: () => void;
  readonly done: () => void;
}

export function ImportDialog({ table, close, done }: Props): ReactElement {
  const { t } = useSpeech();
  const { message } = App.useApp();
  const [why, setWhy] = useState<string>(t('import.why.usual'));
  const [looked, setLooked] = useState<Looked>();
  const run = (rows: Rows, digest: string | null): Promise<ImportPlan> =>
    confirmed(() => act(ACTS[table], { rows, why, digest }));
  const look = useSubmit(async (file: File) => {
    setLooked(undefined);
    if (file.size > MOST_BYTES) throw new ApiError('bwc.table.too_large', 'too large to be sent', 0);
    const { rows } = await call<{ rows: Rows }>('POST', `/api/tables/${table}/read`, { file: await base64(file) });
    setLooked({ name: file.name, rows, plan: await run(rows, null) });
  });
  const put = useSubmit(async ({ rows, plan }: Looked) => {
    const { added, changed } = await run(rows, plan.digest);
    void message.success(t('import.done', { added: added.length, changed: changed.length }));
    close();
    done();
  });
  const error: unknown = look.error ?? put.error;
  const plan = looked?.plan;
  const able = plan?.refused.length === 0 && plan.added.length + plan.changed.length > 0;
  return (
    <Modal
      open
      width={860}
      style={{ top: 24 }}
      title={t('import.title')}
      onCancel={close}
      okText={t('import.do')}
      okButtonProps={{ disabled: !able || why.trim() === '' }}
      confirmLoading={put.busy}
      onOk={() => {
        if (looked !== undefined) put.submit(looked);
      }}
    >
      <p>{t('import.body')}</p>
      <div className="import">
        <label htmlFor="import-file" className="choose">
          {t('import.file')}
        </label>
        <span>{looked?.name ?? t('import.file.none')}</span>
        <input
          id="import-file"
          className="unseen"
          type="file"
          accept=".xlsx"
          disabled={look.busy}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            // The same file once more, mended, is a change too.
            target.value = '';
            if (file !== undefined) look.submit(file);
          }}
        />
        <label htmlFor="import-why">{t('table.why')}</label>
        <Input
          id="import-why"
          maxLength={500}
          value={why}
          onChange={({ target }) => {
            setWhy(target.value);
          }}
        />
      </div>
      {error !== undefined && <ErrorNotice error={error} />}
      {looked !== undefined && <Shown table={table} looked={looked} />}
    </Modal>
  );
}

function Shown({ table, looked }: { readonly table: ImportName; readonly looked: Looked }): ReactElement {
  const speech = useSpeech();
  const { t } = speech;
  const { added, changed, same, refused } = looked.plan;
  const rows = [
    ...added.map((r) => ({ ...r, what: t('import.added') })),
    ...changed.map((r) => ({ ...r, what: t('import.changed') })),
  ].sort((a, b) => a.row - b.row);
  const sum = t('import.sum', { added: added.length, changed: changed.length, same, refused: refused.length });
  return (
    <div className="plan" aria-live="polite">
      <Alert type={refused.length > 0 ? 'error' : 'info'} showIcon title={`${looked.name} · ${sum}`} />
      {refused.length > 0 && (
        <Table<RowRefused>
          size="small"
          rowKey={(r) => String(r.row)}
          dataSource={[...refused]}
          pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: t('import.row'), dataIndex: 'row', width: 70 },
            { title: t('import.column'), width: 140, render: (_, r) => titleOf(speech, table, r.column) },
            { title: t('import.cell'), width: 180, ellipsis: true, render: (_, r) => r.text ?? '' },
            { title: t('import.reason'), render: (_, r) => reasonOf(speech, r) },
          ]}
        />
      )}
      {refused.length === 0 && rows.length > 0 && (
        <Table
          size="small"
          rowKey={(r) => String(r.row)}
          dataSource={rows}
          pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: t('import.row'), dataIndex: 'row', width: 70 },
            { title: t('import.what'), dataIndex: 'what', width: 90 },
            { title: t('import.key'), dataIndex: 'key', width: 180 },
            { title: t('import.cells'), render: (_, r) => cellsText(speech, table, r.cells) },
          ]}
        />
      )}
    </div>
  );
}

const titleOf = ({ t, language }: Speech, table: ImportName, column: string | null): string =>
  column === null ? t('import.wholeRow') : (TABLE_TITLES[table]?.[column]?.[language] ?? column);

function reasonOf(speech: Speech, { code }: RowRefused): ReactElement {
  const told = textOfCode(code, speech.language);
  return (
    <>
      {told === undefined ? code : `${told.what} ${told.action}`}
      <span className="code">{code}</span>
    </>
  );
}

const cellsText = (speech: Speech, table: ImportName, cells: Readonly<Record<string, string>>): string =>
  Object.entries(cells)
    .map(([column, text]) => {
      const words = text.split('、').map((id) => cellWord(id, speech.language));
      return `${titleOf(speech, table, column)}: ${words.join('、')}`;
    })
    .join('; ');

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
