/** The activity and the case the clip is in, with what else is in them. */
import type { ReactElement } from 'react';
import type { ClipView } from '../../web/api-types.js';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { minuteOf } from '../lib/format.js';
import { hrefOf } from '../router.js';
import { AskedPart } from './asked-part.js';
import { Facts, Part } from './part.js';

export function BelongsPart({ clip }: { readonly clip: ClipView }): ReactElement {
  const t = useText();
  if (clip.activity === null && clip.case === null)
    return (
      <Part title={t('belongs.title')}>
        <p className="quiet">{t('belongs.none')}</p>
      </Part>
    );
  return (
    <>
      {clip.activity !== null && <ActivityPart activity={clip.activity} clip={clip.id} />}
      {clip.case !== null && <CasePart file={clip.case} />}
    </>
  );
}

function ActivityPart({ activity, clip }: { readonly activity: string; readonly clip: string }): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const answer = useAnswer((signal) => ask('activity.show', { activity }, signal), activity);
  return (
    <AskedPart title={t('belongs.activity')} answer={answer}>
      {({ activity: { title, kind, unit, place }, clips }) => (
        <>
          <Facts
            rows={[
              [t('belongs.name'), title ?? activity],
              ...(kind === null ? [] : [[t('belongs.kind'), word(kind)] as const]),
              ...(unit === null ? [] : [[t('belongs.unit'), unit] as const]),
              ...(place === null ? [] : [[t('belongs.place'), place] as const]),
            ]}
          />
          <ol className="siblings">
            {clips.map(({ clipId, start }) => (
              <li key={clipId}>
                {clipId === clip ? (
                  <strong>{t('belongs.this')}</strong>
                ) : (
                  <a href={hrefOf(`/clips/${clipId}`)}>{start == null ? clipId : minuteOf(start)}</a>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </AskedPart>
  );
}

function CasePart({ file }: { readonly file: string }): ReactElement {
  const t = useText();
  const word = useRuleWord();
  const answer = useAnswer((signal) => ask('case.show', { case: file }, signal), file);
  return (
    <AskedPart title={t('belongs.case')} answer={answer}>
      {({ case: { number, kind, party, stage, closedAt }, clips }) => (
        <Facts
          rows={[
            [t('belongs.number'), number ?? t('unknown')],
            ...(kind === null ? [] : [[t('belongs.kind'), word(kind)] as const]),
            ...(party === null ? [] : [[t('belongs.party'), party] as const]),
            ...(stage === null ? [] : [[t('belongs.stage'), word(stage)] as const]),
            [t('belongs.closed'), closedAt === null ? t('belongs.open') : minuteOf(closedAt)],
            [t('belongs.clips'), String(clips.length)],
          ]}
        />
      )}
    </AskedPart>
  );
}
