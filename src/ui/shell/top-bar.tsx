/** Which station this is, how much room it has, what it is alarmed about. */
import { Button, Popover } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useSpeech } from '../i18n/language.js';
import { size } from '../lib/format.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import { AlarmList } from './alarm-list.js';
import { alarmsText } from './alarm-text.js';

export function TopBar({ person }: { readonly person: ReactNode }): ReactElement {
  const { t, language, speak } = useSpeech();
  const status = useStore(live.status);
  const { unit = '', name = '' } = status?.station ?? {};
  const title = [unit, name].filter((part) => part !== '').join(' · ');
  return (
    <header className="top">
      <strong>{title === '' ? t('app.title') : title}</strong>
      <span className="grow" />
      {status !== undefined && <span>{t('disk.free', { free: size(t, status.disk.freeBytes) })}</span>}
      <Alarms />
      <Button
        type="text"
        title={t('language.hint')}
        onClick={() => {
          speak(language === 'zh' ? 'en' : 'zh');
        }}
      >
        {t('language.switch')}
      </Button>
      {person}
    </header>
  );
}

function Alarms(): ReactElement {
  const { t } = useSpeech();
  const alarms = useStore(live.status)?.alarms ?? [];
  if (alarms.length === 0) return <span className="calm">{t('alarms.none')}</span>;
  return (
    <Popover trigger="click" title={t('alarms.title')} content={<AlarmList alarms={alarms} />}>
      <Button danger type="primary">
        {alarmsText(t, alarms)}
      </Button>
    </Popover>
  );
}
