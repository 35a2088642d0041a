/** What the clip is labelled with, and every version there was. */
import { useMemo, type ReactElement } from 'react';
import type { QuestionOutput } from '../../web/api-types.js';
import type { Answer } from '../api/use-answer.js';
import { useSpeech, useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { lackingText, listWord } from '../lib/detail-lines.js';
import { minuteOf, whoOf } from '../lib/format.js';
import { lastIn } from '../lib/last.js';
import { AskedPart } from './asked-part.js';
import { changes, type Change, type LabelVersion } from './label-versions.js';
import { Facts } from './part.js';

export function LabelsPart({ answer }: { readonly answer: Answer<QuestionOutput<'label.history'>> }): ReactElement {
  const { t, language } = useSpeech();
  const word = useRuleWord();
  return (
    <AskedPart title={t('labels.title')} answer={answer}>
      {({ versions, state }) => {
        const latest = lastIn(versions);
        if (latest === undefined) return <p className="quiet">{t('label.state.none')}</p>;
        return (
          <>
            <Said changes={changes(undefined, latest, language)} />
            {state !== undefined && state.missing.length > 0 && (
              <p className="lacking">{t('labels.missing', { fields: state.missing.map(word).join(' / ') })}</p>
            )}
            {state?.lacking.map((one) => (
              <p key={`${one.of} ${String(one.place)}`} className="lacking">
                {lackingText(t, language, one)}
              </p>
            ))}
            <p className="quiet">
              {t('labels.by', { n: latest.version, by: whoOf(latest.by), at: minuteOf(latest.at) })}
            </p>
            {versions.length > 1 && <Versions versions={versions} />}
          </>
        );
      }}
    </AskedPart>
  );
}

function Versions({ versions }: { readonly versions: readonly LabelVersion[] }): ReactElement {
  const { t, language } = useSpeech();
  const rows = useMemo(
    () => versions.map((version, i) => ({ version, changed: changes(versions[i - 1], version, language) })).reverse(),
    [versions, language],
  );
  return (
    <details>
      <summary>{t('labels.history', { n: versions.length })}</summary>
      {rows.map(({ version, changed }) => (
        <section key={version.version}>
          <h3>{t('labels.by', { n: version.version, by: whoOf(version.by), at: minuteOf(version.at) })}</h3>
          {changed.length === 0 ? <p className="quiet">{t('labels.same')}</p> : <Said changes={changed} />}
        </section>
      ))}
    </details>
  );
}

const MARKS = ['yes', 'no', 'absent', 'unknown'] as const;

function Said({ changes: said }: { readonly changes: readonly Change[] }): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const value = (text: string | null): string => {
    if (text === null) return t('labels.taken');
    const mark = MARKS.find((m) => m === text);
    return mark === undefined ? text : t(`labels.is.${mark}`);
  };
  const own = ['partyStatus', 'refusedToSign', 'secrecy', 'noCaseNumber', 'note'] as const;
  const name = (what: string): string => {
    const other = own.find((o) => o === what);
    return other === undefined ? word(listWord(what)) : t(`labels.${other}`);
  };
  return <Facts rows={said.map((c) => [name(c.what), c.what === 'secrecy' ? marks(c.value) : value(c.value)])} />;

  function marks(text: string | null): string {
    return text === null ? t('labels.taken') : text.split('、').map(word).join('、');
  }
}
