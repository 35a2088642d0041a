/** The frame: which pages there are, who is at the screen, what is wrong. */
import { useEffect, type ReactElement, type ReactNode } from 'react';
import { useSpeech } from '../i18n/language.js';
import { FIRST_PAGE, isAt, PAGES } from '../pages/pages.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { goTo, hrefOf, usePlace } from '../router.js';
import { ErrorBoundary } from './error-boundary.js';
import { OfflineBanner } from './offline-banner.js';
import { TopBar } from './top-bar.js';

export function Frame({ person }: { readonly person: ReactNode }): ReactElement {
  const { t } = useSpeech();
  const { path } = usePlace();
  useEffect(() => {
    if (path === '/') goTo(FIRST_PAGE);
  }, [path]);
  const who = usePerson();
  const pages = PAGES.filter((p) => may(who, p.permission));
  const page = pages.find((p) => isAt(p, path));
  return (
    <div className="frame">
      <a
        className="skip"
        href={hrefOf(path)}
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('page')?.focus();
        }}
      >
        {t('nav.skip')}
      </a>
      <TopBar person={person} />
      <nav className="rail" aria-label={t('nav.label')}>
        {pages.map(
          (p) =>
            p.mark !== null && (
              <a key={p.path} href={hrefOf(p.path)} aria-current={p === page ? 'page' : undefined}>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d={p.mark} />
                </svg>
                {t(p.name)}
              </a>
            ),
        )}
      </nav>
      <main id="page" tabIndex={-1}>
        <OfflineBanner />
        <ErrorBoundary where={path}>{page === undefined ? <NoPage /> : <page.view />}</ErrorBoundary>
      </main>
    </div>
  );
}

function NoPage(): ReactElement {
  const { t } = useSpeech();
  return (
    <section className="failed">
      <h1>{t('page.missing')}</h1>
      <a href={hrefOf(FIRST_PAGE)}>{t('page.home')}</a>
    </section>
  );
}
