/** What was found, all of it, as a file for spreadsheet programs. That it left the station is on record. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { localDay, systemClock, toInstant } from '../../domain/time.js';
import { fileOf } from '../api/client.js';
import { useSpeech } from '../i18n/language.js';
import { ZONE } from '../lib/format.js';
import { saveFile } from '../lib/save.js';
import { confirmed } from '../session/confirmed.js';
import { useSubmit } from '../session/use-submit.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { inputOf, sortOf, type Fields } from './query.js';

const FORMATS = ['xlsx', 'csv'] as const;

export function ExportList({ fields }: { readonly fields: Fields }): ReactElement {
  const { t, language } = useSpeech();
  const { submit, busy, error } = useSubmit(async (format: (typeof FORMATS)[number]) => {
    const asked = { filter: inputOf(fields), sort: sortOf(fields), format, language };
    const list = await confirmed(() => fileOf('POST', '/api/exports/clips', asked));
    saveFile(`clips-${localDay(toInstant(systemClock.now()), ZONE)}.${format}`, list);
  });
  return (
    <>
      {FORMATS.map((format) => (
        <Button
          key={format}
          disabled={busy}
          onClick={() => {
            submit(format);
          }}
        >
          {t(`search.export.${format}`)}
        </Button>
      ))}
      {error !== undefined && <ErrorNotice error={error} />}
    </>
  );
}
