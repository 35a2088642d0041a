/** What clearing the station's disk would do now, and what keeps the rest here. */
import type { ReactElement } from 'react';
import { CLEAR_BAR_WORDS } from '../../i18n/clear-words.js';
import type { ClearPlan } from '../../web/api-types.js';
import { get } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useSpeech } from '../i18n/language.js';
import { size } from '../lib/format.js';
import { ErrorNotice } from '../shell/error-notice.js';

export function ClearCard({ turn }: { readonly turn: number }): ReactElement {
  const { t, language } = useSpeech();
  const { value: plan, error, again } = useAnswer((signal) => get<ClearPlan>('/api/clear', signal), String(turn));
  return (
    <section className={plan !== undefined && plan.policy !== 'never' && plan.bytesToClear > 0 ? 'unsure' : ''}>
      <h2>{t('station.clear')}</h2>
      {error !== undefined && <ErrorNotice error={error} again={again} />}
      {plan !== undefined && (
        <>
          <p className="say">{t(`station.disk.clearing.${plan.policy}`)}</p>
          <p>{t('station.clear.used', { used: plan.usedPercent, full: plan.fullPercent, until: plan.untilPercent })}</p>
          {plan.bytesToClear > 0 && <p>{t('station.clear.wanted', { bytes: size(t, plan.bytesToClear) })}</p>}
          <p>
            {t(plan.more ? 'station.clear.goesMore' : 'station.clear.goes', {
              n: plan.clips.length,
              bytes: size(
                t,
                plan.clips.reduce((sum, { bytes }) => sum + bytes, 0),
              ),
            })}
          </p>
          {plan.stays.length > 0 && (
            <>
              <p>{t('station.clear.stays')}</p>
              <ul>
                {plan.stays.map(({ bar, clips }) => (
                  <li key={bar}>{t('station.clear.because', { why: CLEAR_BAR_WORDS[bar][language], n: clips })}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  );
}
