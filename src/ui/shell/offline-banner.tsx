/** Says that the station does not answer, and since when; goes by itself when it does again. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { timeOf } from '../lib/format.js';
import { useStore } from '../lib/store.js';
import { connection } from '../live/connection.js';
import { live } from '../live/live.js';

export function OfflineBanner(): ReactElement | null {
  const t = useText();
  const { up, answeredAt } = useStore(connection);
  if (up) return null;
  return (
    <div className="offline" role="alert">
      <strong>{t('offline.title')}</strong>
      <span>{t('offline.body', { since: timeOf(answeredAt) })}</span>
      <Button
        onClick={() => {
          live.look();
        }}
      >
        {t('offline.retry')}
      </Button>
    </div>
  );
}
