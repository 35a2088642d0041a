/** Everything around the pages: language, theme, messages. */
import { App as Antd, ConfigProvider, Spin } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Language } from '../i18n/language.js';
import { keepLanguage, keptLanguage, SpeechContext, type Speech } from './i18n/language.js';
import { translate } from './i18n/translate.js';
import { useStore } from './lib/store.js';
import { watchConnection } from './live/connection.js';
import { ConfirmDialog } from './session/confirm-dialog.js';
import { OverDialog } from './session/over-dialog.js';
import { PersonContext } from './session/person-context.js';
import { PersonMenu } from './session/person-menu.js';
import { loadSession, session, sessionIsOver } from './session/session.js';
import { bundled } from './shell/bundled.js';
import { ErrorBoundary } from './shell/error-boundary.js';
import { Frame } from './shell/frame.js';
import { OfflineBanner } from './shell/offline-banner.js';
import { useLive } from './live/use-live.js';
import { themeIn } from './theme.js';

export function App(): ReactElement {
  const speech = useSpokenLanguage();
  const theme = useMemo(() => themeIn(speech.language), [speech.language]);
  return (
    <SpeechContext value={speech}>
      <ConfigProvider locale={speech.language === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
        <Antd component={false}>
          {/* Of what stands outside the pages: signing in, the wall. */}
          <ErrorBoundary where="/">
            <Inside />
          </ErrorBoundary>
        </Antd>
      </ConfigProvider>
    </SpeechContext>
  );
}

const opening = <Spin className="opening" />;
const SignInPage = bundled(() => import('./session/sign-in-page.js'), opening);
const WallPage = bundled(() => import('./dock/wall-page.js'), opening);

const RETRY_MS = 1_000;

function Inside(): ReactElement {
  const { answer, over } = useStore(session);
  useEffect(() => {
    watchConnection(sessionIsOver);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = (): void => {
      loadSession().catch(() => {
        timer = setTimeout(load, RETRY_MS);
      });
    };
    load();
    return () => {
      clearTimeout(timer);
    };
  }, []);
  useLive(answer?.person != null && !over);
  if (answer === undefined)
    return (
      <main>
        <OfflineBanner />
        <Spin className="opening" />
      </main>
    );
  const { person } = answer;
  const wall = answer.session?.wall === true;
  // Nobody is at a wall: when it is over, whoever comes signs in.
  if (person === null || (wall && over)) return <SignInPage answer={answer} />;
  if (wall) return <WallPage />;
  // Another person begins with a page of their own.
  return (
    <PersonContext key={person.id} value={person}>
      <Frame person={<PersonMenu />} />
      <ConfirmDialog />
      {over && <OverDialog person={person} />}
    </PersonContext>
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
