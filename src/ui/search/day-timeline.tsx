/** The day at a glance: what each camera recorded when, and where it was silent in between. */
import { memo, useMemo, type ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { shortSpan, timeOf } from '../lib/format.js';
import { hrefOf } from '../router.js';
import { lanesOf, type Day } from './day-lanes.js';

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24] as const;
const share = (part: number): string => `${(part * 100).toFixed(3)}%`;

/** Thousands of bars on a full day: they are drawn when there is another day, not with every answer beside it. */
export const DayTimeline = memo(function DayTimeline({ answer }: { readonly answer: Day }): ReactElement {
  const t = useText();
  const { day, unplaced, cut } = answer;
  const lanes = useMemo(() => lanesOf(answer), [answer]);
  return (
    <section className="day" aria-label={t('search.day', { day })}>
      <h2>{t('search.day', { day })}</h2>
      {lanes.length === 0 && <p className="quiet">{t('search.day.none')}</p>}
      {lanes.map(({ camera, bars, gaps }) => (
        <div className="lane" key={camera}>
          <span>{camera}</span>
          <div className="stretch">
            {gaps.map((gap) => (
              <span
                key={gap.end}
                className="gap"
                style={{ left: share(gap.from), width: share(gap.to - gap.from) }}
                title={t('search.gap', { at: timeOf(gap.end), span: shortSpan(t, gap.ms) })}
              />
            ))}
            {bars.map((bar) => (
              <a
                key={bar.clip}
                href={hrefOf(`/clips/${bar.clip}`)}
                style={{ left: share(bar.from), width: share(bar.to - bar.from) }}
                aria-label={t('search.at', { at: timeOf(bar.start), n: bar.clips })}
                title={t('search.at', { at: timeOf(bar.start), n: bar.clips })}
              />
            ))}
          </div>
          <span className="quiet">
            {gaps.length > 0 &&
              t('search.gaps', {
                n: gaps.length,
                span: shortSpan(
                  t,
                  gaps.reduce((sum, g) => sum + g.ms, 0),
                ),
              })}
          </span>
        </div>
      ))}
      <div className="lane hours" aria-hidden="true">
        <span />
        <div className="stretch">
          {HOURS.map((hour) => (
            <span key={hour} style={{ left: share(hour / 24) }}>
              {hour}
            </span>
          ))}
        </div>
        <span />
      </div>
      {unplaced > 0 && <p className="quiet">{t('search.unplaced', { n: unplaced })}</p>}
      {cut && <p className="quiet">{t('search.cut')}</p>}
    </section>
  );
});
