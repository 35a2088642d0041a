/** The clip beside the form: it plays at once, through the preview where browsers do not play the original. */
import { useEffect, useImperativeHandle, useRef, useState, type ReactElement, type Ref } from 'react';
import type { ClipView } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { pictureUrl, playUrl, posterUrl } from './media.js';

export interface PlayerHandle {
  readonly toggle: () => void;
  /** Seconds, forwards or backwards. */
  readonly skip: (seconds: number) => void;
  readonly step: (frames: 1 | -1) => void;
}

/** Cameras record 25 or 30 pictures a second; a step is never more than one of them. */
const FRAME_S = 1 / 30;

export function Player({
  clip,
  handle,
}: {
  readonly clip: ClipView;
  readonly handle: Ref<PlayerHandle>;
}): ReactElement {
  const t = useText();
  const media = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setFailed(false);
  }, [clip.id]);
  useImperativeHandle(
    handle,
    () => ({
      toggle: () => {
        const player = media.current;
        // It may be taken away, or have nothing to play, before it begins.
        if (player?.paused === true) player.play().catch(() => undefined);
        else player?.pause();
      },
      skip: (seconds) => {
        if (media.current !== null) media.current.currentTime += seconds;
      },
      step: (frames) => {
        media.current?.pause();
        if (media.current !== null) media.current.currentTime += frames * FRAME_S;
      },
    }),
    [],
  );
  if (failed) return <p className="noMedia">{t('label.player.none')}</p>;
  const onError = (): void => {
    setFailed(true);
  };
  if (clip.kind === 'photo')
    return (
      <img key={clip.id} className="media" src={pictureUrl(clip)} alt={t('label.player.photo')} onError={onError} />
    );
  return (
    <video
      key={clip.id}
      ref={media}
      className={`media ${clip.kind}`}
      src={playUrl(clip)}
      {...(clip.kind === 'video' ? { poster: posterUrl(clip) } : {})}
      aria-label={t('label.player.of')}
      controls
      preload="metadata"
      onError={onError}
    />
  );
}
