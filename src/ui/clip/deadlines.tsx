/** What had to be done with the clip by when, and whether it was. */
import type { ReactElement } from 'react';
import type { QuestionOutput } from '../../web/api-types.js';
import type { Answer } from '../api/use-answer.js';
import { DeadlineBadge } from '../due/deadline-state.js';
import { standing, written } from '../due/due-text.js';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { Article } from '../shell/article.js';
import { AskedPart } from './asked-part.js';

export function DeadlinesPart({ answer }: { readonly answer: Answer<QuestionOutput<'deadlines.clip'>> }): ReactElement {
  const t = useText();
  const word = useRuleWord();
  return (
    <AskedPart title={t('clip.deadlines')} answer={answer}>
      {({ rows, now }) =>
        rows.length === 0 ? (
          <p className="quiet">{t('clip.deadlines.none')}</p>
        ) : (
          <ul className="deadlines">
            {rows.map((row) => (
              <li key={row.rule}>
                <strong>{word(row.rule)}</strong> <DeadlineBadge row={row} />{' '}
                {row.due === null ? t('due.unknown') : `${written(row.due)}${row.estimated ? t('due.estimated') : ''}`}{' '}
                <span className="quiet">{standing(t, row, now)}</span> <Article basis={row} />
              </li>
            ))}
          </ul>
        )
      }
    </AskedPart>
  );
}
