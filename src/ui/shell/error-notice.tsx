/** An error as a person is told it. */
import { Alert, Button } from 'antd';
import type { ReactElement } from 'react';
import { tell } from '../api/error-text.js';
import { useSpeech } from '../i18n/language.js';

export function ErrorNotice({ error, again }: { readonly error: unknown; readonly again?: () => void }): ReactElement {
  const speech = useSpeech();
  const { t } = speech;
  const { what, evidence, action, code } = tell(speech, error);
  return (
    <Alert
      type="error"
      showIcon
      title={what}
      description={
        <dl className="told">
          <dt>{t('error.evidence')}</dt>
          <dd>{evidence}</dd>
          <dt>{t('error.action')}</dt>
          <dd>{action}</dd>
          <dd className="code">{t('error.code', { code })}</dd>
        </dl>
      }
      action={again && <Button onClick={again}>{t('error.again')}</Button>}
    />
  );
}
