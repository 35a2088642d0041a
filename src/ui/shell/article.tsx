/** What a demand rests on: the article, and its words when one points at it or comes to it by keyboard. */
import { Tooltip } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';

interface Basis {
  readonly article: string | null;
  readonly phrase: string | null;
  /** The rulebook whose text it is, where that is not the one in force. */
  readonly of: string | null;
}

export function Article({ basis: { article, phrase, of } }: { readonly basis: Basis }): ReactElement {
  const t = useText();
  if (article === null) return <span>{t('article.none')}</span>;
  const name = of === null ? article : `${of} ${article}`;
  if (phrase === null) return <span>{name}</span>;
  return (
    <Tooltip title={t('article.says', { article: name, phrase })} trigger={['hover', 'focus', 'click']}>
      <button type="button" className="article" aria-label={t('article.says', { article: name, phrase })}>
        {name}
      </button>
    </Tooltip>
  );
}
