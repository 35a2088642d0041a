/** How long the clip is kept, with every reason. */
import type { ReactElement } from 'react';
import { RETENTION_REASONS } from '../../i18n/disposal-words.js';
import type { QuestionOutput } from '../../web/api-types.js';
import type { Answer } from '../api/use-answer.js';
import { useSpeech } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { Article } from '../shell/article.js';
import { AskedPart } from './asked-part.js';
import { Facts } from './part.js';

export type Retention = QuestionOutput<'retention.clip'>;
type Reason = Retention['reasons'][number];

const NEVER = 'never';

export function RetentionPart({ answer }: { readonly answer: Answer<Retention> }): ReactElement {
  const { t } = useSpeech();
  const word = useRuleWord();
  const day = (text: string): string => (text === NEVER ? t('keep.never') : text);
  return (
    <AskedPart title={t('keep.title')} answer={answer}>
      {({ class: kind, until, earliestDisposal, settledUntil, reasons, rulebook }) => (
        <>
          <Facts
            rows={[
              [t('keep.class'), word(kind)],
              [t('keep.until'), <strong key="until">{day(until)}</strong>],
              [t('keep.earliest'), day(earliestDisposal)],
              ...(settledUntil === null ? [] : [[t('keep.settled'), day(settledUntil)] as const]),
              [t('keep.rulebook'), word(rulebook)],
            ]}
          />
          <h3>{t('keep.reasons')}</h3>
          <ul className="reasons">
            {reasons.map((reason, i) => (
              <li key={i}>
                <ReasonText reason={reason} />{' '}
                {reason.until !== NEVER && <span className="quiet">{t('keep.to', { day: reason.until })} </span>}
                <Article basis={reason} />
              </li>
            ))}
          </ul>
        </>
      )}
    </AskedPart>
  );
}

function ReasonText({ reason: { kind, id, period, because } }: { readonly reason: Reason }): ReactElement {
  const { t, language } = useSpeech();
  const word = useRuleWord();
  const long =
    period === null
      ? ''
      : 'keep' in period
        ? word(period.keep)
        : 'months' in period
          ? t('keep.months', { n: period.months })
          : t('keep.years', { n: period.years });
  const words = because.map(word).join(language === 'zh' ? '、' : ', ');
  return (
    <>
      {RETENTION_REASONS[kind][language]}
      {kind === 'rule' && id !== null && ` ${word(id)}`}
      {long !== '' && ` ${long}`}
      {words !== '' && ` ${t('keep.because', { words })}`}
    </>
  );
}
