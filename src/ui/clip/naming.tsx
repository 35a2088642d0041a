/** What the clip is called, which part of the name fails, and whether it may go to the archive. */
import type { ReactElement } from 'react';
import { GATE_BAR_TEXTS } from '../../i18n/disposal-words.js';
import type { QuestionOutput } from '../../web/api-types.js';
import { textOfCode } from '../api/error-text.js';
import type { Answer } from '../api/use-answer.js';
import { useSpeech } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { minuteOf, whoOf } from '../lib/format.js';
import { Article } from '../shell/article.js';
import { AskedPart } from './asked-part.js';
import { Facts } from './part.js';

type Gate = QuestionOutput<'gate.clip'>;
type Bar = Gate['missing'][number];
type History = QuestionOutput<'label.history'>;

interface Props {
  readonly gate: Answer<Gate>;
  readonly history: Answer<History>;
}

export function NamingPart({ gate, history }: Props): ReactElement {
  const { t } = useSpeech();
  return (
    <>
      <AskedPart title={t('name.title')} answer={history}>
        {({ originalName, names }) => (
          <Facts
            rows={[
              ...[...names]
                .reverse()
                .map(
                  ({ form, version, name, by, at }) =>
                    [
                      t(`name.${form}`, { n: version }),
                      `${name ?? t('name.lost')} (${whoOf(by)}, ${minuteOf(at)})`,
                    ] as const,
                ),
              ...(names.length === 0 ? [[t('name.given'), t('name.none')] as const] : []),
              [t('name.original'), originalName],
            ]}
          />
        )}
      </AskedPart>
      <AskedPart title={t('gate.title')} answer={gate}>
        {({ may, missing }) =>
          may ? (
            <p className="fine">{t('gate.may')}</p>
          ) : (
            <ul className="bars">
              {missing.map((bar) => (
                <li key={bar.what}>
                  <BarText bar={bar} /> {bar.basis !== null && <Article basis={bar} />}
                </li>
              ))}
            </ul>
          )
        }
      </AskedPart>
    </>
  );
}

function BarText({ bar }: { readonly bar: Bar }): ReactElement {
  const { t, language } = useSpeech();
  const word = useRuleWord();
  return (
    <>
      {GATE_BAR_TEXTS[bar.what][language]}
      {bar.what === 'label' && bar.missing.length > 0 && (
        <strong> {bar.missing.map(word).join(language === 'zh' ? '、' : ', ')}</strong>
      )}
      {bar.what === 'name' && bar.problems.length > 0 && (
        <ul>
          {bar.problems.map(({ code, part, title, found, overBytes, suggestion }) => (
            <li key={`${code} ${part ?? ''}`}>
              {title !== null && <strong>{title} </strong>}
              {textOfCode(code, language)?.what ?? code}
              {found !== null && ` ${found}`}
              {overBytes !== null && ` ${t('label.name.over', { n: overBytes })}`}
              {suggestion !== null && ` ${t('label.name.mend', { text: suggestion })}`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
