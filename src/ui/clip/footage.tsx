/** A film, a sound or a photo: its preview or its original. */
import { useEffect, useState, type ReactElement, type RefObject } from 'react';
import type { ClipView, PreviewView } from '../../web/api-types.js';
import { whyNot } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import type { Store } from '../lib/store.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { partUrl } from './part-url.js';

export type Source = 'preview' | 'original';

interface Props {
  readonly clip: ClipView;
  readonly source: Source;
  readonly preview: PreviewView;
  readonly media: RefObject<HTMLVideoElement | null>;
  /** Told where the clip stands, in seconds; a change of source goes on there. */
  readonly time: Store<number>;
}

export function Footage({ clip, source, preview, media, time }: Props): ReactElement {
  const t = useText();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setFailed(false);
  }, [clip.id, source]);
  const again = (): void => {
    setFailed(false);
  };
  const none = source === 'preview' && preview.state !== 'made' && preview.state !== 'asIs';
  const saying = preview.reason !== null && <p className="quiet">{preview.reason}</p>;
  const why = useAnswer(
    (signal) => whyNot(partUrl(clip.id, 'original'), signal),
    failed && clip.cleared !== null ? `${clip.id} ${source}` : null,
  );
  if (none || failed)
    return (
      <>
        {why.value !== undefined && <ErrorNotice error={why.value} again={again} />}
        <p className="noMedia">{t(source === 'preview' ? 'look.none' : 'look.unplayable')}</p>
        {saying}
      </>
    );
  const onError = (): void => {
    setFailed(true);
  };
  if (clip.kind === 'photo') {
    const src = partUrl(clip.id, source === 'preview' ? 'picture' : 'original');
    return <img key={source} className="media" src={src} alt={t('label.player.photo')} onError={onError} />;
  }
  return (
    <>
      <video
        key={source}
        ref={media}
        className={`media ${clip.kind}`}
        src={partUrl(clip.id, source)}
        {...(preview.files.some((f) => f.role === 'poster') ? { poster: partUrl(clip.id, 'poster') } : {})}
        aria-label={t('label.player.of')}
        controls
        preload="metadata"
        onError={onError}
        onLoadedMetadata={({ currentTarget }) => {
          currentTarget.currentTime = time.get();
        }}
        onTimeUpdate={({ currentTarget }) => {
          time.set(currentTarget.currentTime);
        }}
      />
      {saying}
    </>
  );
}
