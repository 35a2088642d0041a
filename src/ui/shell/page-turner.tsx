/** One page back, one on, and which one this is: of a list that is asked for page by page. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';

interface Props<T> {
  /** What led to this page from the first one; none on the first. */
  readonly pages: readonly T[];
  /** What leads to the page after this; null on the last. */
  readonly next: T | null;
  readonly turn: (pages: readonly T[]) => void;
}

export function PageTurner<T>({ pages, next, turn }: Props<T>): ReactElement {
  const t = useText();
  return (
    <>
      <Button
        disabled={pages.length === 0}
        onClick={() => {
          turn(pages.slice(0, -1));
        }}
      >
        {t('search.back')}
      </Button>
      <span>{t('search.page', { n: pages.length + 1 })}</span>
      <Button
        disabled={next === null}
        onClick={() => {
          if (next !== null) turn([...pages, next]);
        }}
      >
        {t('search.on')}
      </Button>
    </>
  );
}
