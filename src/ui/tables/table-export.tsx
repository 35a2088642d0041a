/** A table, all of it, as a spreadsheet. That it left the station is on record. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { TableName } from '../../web/api-types.js';
import { fileOf } from '../api/client.js';
import { useSpeech } from '../i18n/language.js';
import { saveFile } from '../lib/save.js';
import { confirmed } from '../session/confirmed.js';
import { useSubmit } from '../session/use-submit.js';
import { ErrorNotice } from '../shell/error-notice.js';

export function TableExport({ table }: { readonly table: TableName }): ReactElement {
  const { t, language } = useSpeech();
  const { submit, busy, error } = useSubmit(async () => {
    const file = await confirmed(() => fileOf('GET', `/api/tables/${table}/xlsx?language=${language}`));
    saveFile(`${table}.xlsx`, file);
  });
  return (
    <>
      <Button
        disabled={busy}
        onClick={() => {
          submit(undefined);
        }}
      >
        {t('table.export')}
      </Button>
      {error !== undefined && <ErrorNotice error={error} />}
    </>
  );
}
