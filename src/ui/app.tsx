/** Everything around the pages: language, theme, messages. */
import { App as Antd, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Language } from '../i18n/language.js';
import { keepLanguage, keptLanguage, SpeechContext, type Speech } from './i18n/language.js';
import { translate } from './i18n/translate.js';
import { watchConnection } from './live/connection.js';
import { live } from './live/live.js';
import { Frame } from './shell/frame.js';
import { THEME } from './theme.js';

export function App(): ReactElement {
  const speech = useSpokenLanguage();
  useEffect(() => {
    watchConnection(() => undefined);
    live.start();
    return () => {
      live.stop();
    };
  }, []);
  return (
    <SpeechContext value={speech}>
      <ConfigProvider locale={speech.language === 'zh' ? zhCN : enUS} theme={THEME} button={{ autoInsertSpace: false }}>
        <Antd component={false}>
          <Frame person={null} />
        </Antd>
      </ConfigProvider>
    </SpeechContext>
  );
}

function useSpokenLanguage(): Speech {
  const [language, setLanguage] = useState<Language>(keptLanguage);
  const t = useMemo(() => translate(language), [language]);
  const speak = useCallback((next: Language) => {
    setLanguage(next);
  }, []);
  useEffect(() => {
    keepLanguage(language);
    document.title = t('app.title');
  }, [language, t]);
  return useMemo(() => ({ language, t, speak }), [language, t, speak]);
}
