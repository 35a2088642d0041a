/** Everything on record of the clip as a document to hand over, for those who may take things out of the station. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { fileOf } from '../api/client.js';
import { useSpeech } from '../i18n/language.js';
import { confirmed } from '../session/confirmed.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { useSubmit } from '../session/use-submit.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { partUrl } from './part-url.js';
import { saveFile } from '../lib/save.js';

interface Props {
  readonly clip: string;
  /** That it was taken is on record. */
  readonly taken: () => void;
}

export function TrailExport({ clip, taken }: Props): ReactElement | null {
  const { t, language } = useSpeech();
  const allowed = may(usePerson(), 'export.make');
  const { submit, busy, error } = useSubmit(async () => {
    saveFile(`${clip}.pdf`, await confirmed(() => fileOf('GET', `${partUrl(clip, 'trail')}?language=${language}`)));
    taken();
  });
  if (!allowed) return null;
  return (
    <>
      {error !== undefined && <ErrorNotice error={error} />}
      <p className="acts">
        <Button
          loading={busy}
          onClick={() => {
            submit(undefined);
          }}
        >
          {t('custody.trail')}
        </Button>
        <span className="quiet">{t('custody.trail.means')}</span>
      </p>
    </>
  );
}
