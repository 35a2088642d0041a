/** Where the camera was, drawn without a map: nothing is asked of anybody outside. */
import { useMemo, type ReactElement } from 'react';
import type { Track } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { lastIn } from '../lib/last.js';
import { useStore, type Store } from '../lib/store.js';
import { pointAt, shapeOf } from './track-shape.js';

const [WIDE, HIGH] = [560, 240];

interface Props {
  readonly track: Track;
  /** Seconds into the clip. */
  readonly time: Store<number>;
}

export function TrackPlot({ track: { points, every, sources }, time }: Props): ReactElement {
  const t = useText();
  const seconds = useStore(time);
  const { dots, bar } = useMemo(() => shapeOf(points, WIDE, HIGH), [points]);
  const now = Math.max(0, pointAt(points, seconds * 1000));
  const [first, last, here, point] = [dots[0], lastIn(dots), dots[now], points[now]];
  if (first === undefined || last === undefined || here === undefined || point === undefined)
    return (
      <p className="quiet">
        {t('track.none')}
        {sources.map(({ path, reason }) => (
          <span key={path}> {reason === null ? path : `${path}: ${reason}`}</span>
        ))}
      </p>
    );
  const place = `${point.latitude.toFixed(6)}, ${point.longitude.toFixed(6)}`;
  if (dots.length === 1) return <p>{t('track.here', { place })}</p>;
  return (
    <figure className="track">
      <svg viewBox={`0 0 ${String(WIDE)} ${String(HIGH)}`} role="img" aria-label={t('track.of', { n: points.length })}>
        <polyline points={dots.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
        <circle className="first" cx={first.x} cy={first.y} r="6" />
        <rect className="last" x={last.x - 5} y={last.y - 5} width="10" height="10" />
        <circle className="here" cx={here.x} cy={here.y} r="7" />
        <path className="bar" d={`M14 ${String(HIGH - 14)}v6h${bar.length.toFixed(1)}v-6`} />
        <text x="18" y={HIGH - 14}>
          {t('track.metres', { n: bar.metres })}
        </text>
        <path className="north" d={`M${String(WIDE - 20)} 32V12l-5 8m5-8 5 8`} />
        <text x={WIDE - 24} y="48">
          N
        </text>
      </svg>
      <figcaption>
        <span>● {t('track.first')}</span> <span>■ {t('track.last')}</span> <span>◎ {t('track.here', { place })}</span>
        {point.speedKmh !== null && <span>{t('track.speed', { n: Math.round(point.speedKmh) })}</span>}
        <span>{t('track.points', { n: points.length })}</span>
        {every > 1 && <span>{t('track.every', { n: every })}</span>}
      </figcaption>
    </figure>
  );
}
