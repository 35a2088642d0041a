/** How a deadline stands, in words, shape and colour: one that was met too late is both late and done. */
import type { ReactElement } from 'react';
import type { DueRow } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import type { Text } from '../i18n/translate.js';
import { span } from '../lib/format.js';
import { leftText, msOf, written } from './due-text.js';

type State = Pick<DueRow, 'state' | 'due' | 'doneAt'>;

const doneLate = ({ state, doneAt }: State): boolean => state === 'late' && doneAt !== null;

export function DeadlineBadge({ row }: { readonly row: State }): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const { state } = row;
  return <span className={`badge ${state}`}>{doneLate(row) ? t('due.doneLate') : word(state)}</span>;
}

/** When it was done, and how late; while it is not, how much time is left. */
export function standing(t: Text, row: State, now: string): string {
  const { due, doneAt } = row;
  if (doneAt === null) return leftText(t, due, now);
  const [end, done] = [due === null ? null : msOf(due), msOf(doneAt)];
  const at = written(doneAt);
  return doneLate(row) && end !== null && done !== null
    ? t('due.doneLateBy', { at, span: span(t, done - end) })
    : t('clip.done', { at });
}
