/** The door: signing in, and becoming somebody with a one-time code. */
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import type { SessionAnswer } from '../../web/api-types.js';
import { useSpeech } from '../i18n/language.js';
import { OfflineBanner } from '../shell/offline-banner.js';
import { CodeForm } from './code-form.js';
import { SignInForm } from './sign-in-form.js';

export default function SignInPage({ answer }: { readonly answer: SessionAnswer }): ReactElement {
  const { t, language, speak } = useSpeech();
  const [withCode, setWithCode] = useState(false);
  const { unit, name } = answer.station;
  const title = [unit, name].filter((part) => part !== '').join(' · ');
  return (
    <main className="door">
      <OfflineBanner />
      <section>
        <h1>{t('app.title')}</h1>
        {title !== '' && <p className="where">{title}</p>}
        <h2>{t(answer.firstCode ? 'session.first.title' : withCode ? 'session.code.title' : 'session.title')}</h2>
        {answer.firstCode || withCode ? <CodeForm first={answer.firstCode} /> : <SignInForm login="" />}
        <footer>
          {!answer.firstCode && (
            <Button
              type="link"
              onClick={() => {
                setWithCode(!withCode);
              }}
            >
              {t(withCode ? 'session.code.leave' : 'session.code.have')}
            </Button>
          )}
          <Button
            type="link"
            title={t('language.hint')}
            onClick={() => {
              speak(language === 'zh' ? 'en' : 'zh');
            }}
          >
            {t('language.switch')}
          </Button>
        </footer>
      </section>
    </main>
  );
}
