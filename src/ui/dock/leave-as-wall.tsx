/** Leaves the screen to show the dock and nothing else, with the password given once more. */
import { App, Button, Popconfirm } from 'antd';
import type { ReactElement } from 'react';
import { tell } from '../api/error-text.js';
import { useSpeech } from '../i18n/language.js';
import { confirmed } from '../session/confirmed.js';
import { usePerson } from '../session/person-context.js';
import { becomeWall, may } from '../session/session.js';

export function LeaveAsWall(): ReactElement | null {
  const speech = useSpeech();
  const { t } = speech;
  const { message } = App.useApp();
  if (!may(usePerson(), 'dock.wall')) return null;
  return (
    <Popconfirm
      title={t('dock.wall.ask')}
      description={<div className="wallMeans">{t('dock.wall.body')}</div>}
      okText={t('dock.wall.open')}
      onConfirm={() => {
        confirmed(becomeWall).catch((error: unknown) => {
          void message.error(tell(speech, error).what, 8);
        });
      }}
    >
      <Button>{t('dock.wall.open')}</Button>
    </Popconfirm>
  );
}
