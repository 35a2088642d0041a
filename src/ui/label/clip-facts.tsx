/** What is known of the clip one looks at. */
import type { ReactElement } from 'react';
import type { ClipView } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import type { Text } from '../i18n/translate.js';
import { minuteOf, shortSpan, size, timeOf } from '../lib/format.js';

export function ClipFacts({ clip }: { readonly clip: ClipView }): ReactElement {
  const t = useText();
  const start = clip.start === null ? t('unknown') : `${minuteOf(clip.start)}${timeOf(clip.start).slice(5)}`;
  const facts = [
    [t('clip.start'), start],
    [t('clip.camera.time'), clip.times?.camera.start?.replace('T', ' ') ?? t('unknown')],
    [t('clip.stored'), minuteOf(clip.storedAt)],
    [t('clip.duration'), clip.durationMs === null ? t('unknown') : shortSpan(t, clip.durationMs)],
    [t('clip.camera'), clip.camera ?? t('unknown')],
    [t('clip.officer'), officerOf(t, clip)],
    [t('clip.size'), size(t, clip.bytes)],
    [t('clip.path'), clip.sourcePath],
  ] as const;
  return (
    <dl className="clipFacts">
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** As the camera was set, and who had taken it out where that is not the same. */
function officerOf(t: Text, { officerNo, owner }: ClipView): string {
  const lent = owner === null || owner === officerNo ? null : t('officer.byLedger', { no: owner });
  return [officerNo, lent].filter((part) => part !== null).join(' · ') || t('unknown');
}
