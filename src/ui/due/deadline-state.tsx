/** How a deadline stands, in words, shape and colour: one that was met too late is both late and done. */
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { doneLate, type DeadlineStanding } from './due-text.js';

export function DeadlineBadge({ row }: { readonly row: DeadlineStanding }): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const { state } = row;
  return <span className={`badge ${state}`}>{doneLate(row) ? t('due.doneLate') : word(state)}</span>;
}
