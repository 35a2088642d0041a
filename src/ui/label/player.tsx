/** The clip beside the form: it plays at once, through the preview where browsers do not play the original. */
import { useEffect, useImperativeHandle, useRef, useState, type ReactElement, type Ref } from 'react';
import type { ClipView } from '../../web/api-types.js';
import { call } from '../api/client.js';
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
  const { state, failed } = useMade(clip);
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
  if (state === 'making' || state === 'none')
    return (
      <p className="noMedia" role="status">
        {t(state === 'making' ? 'label.player.making' : 'label.player.none')}
      </p>
    );
  const key = `${clip.id} ${state}`;
  if (clip.kind === 'photo')
    return <img key={key} className="media" src={pictureUrl(clip)} alt={t('label.player.photo')} onError={failed} />;
  return (
    <video
      key={key}
      ref={media}
      className={`media ${clip.kind}`}
      src={playUrl(clip)}
      {...(clip.kind === 'video' ? { poster: posterUrl(clip) } : {})}
      aria-label={t('label.player.of')}
      controls
      preload="metadata"
      onError={failed}
    />
  );
}

/** `first`: as it is; `making`: asked for now, before its turn; `made`: tried again; `none`: there is nothing to play. */
type Made = 'first' | 'making' | 'made' | 'none';

/** What is not there yet is made when somebody wants to look at it. */
function useMade(clip: ClipView): { readonly state: Made; readonly failed: () => void } {
  const [of, setOf] = useState<{ readonly clip: string; readonly state: Made }>({ clip: clip.id, state: 'first' });
  const state = of.clip === clip.id ? of.state : 'first';
  const { id } = clip;
  useEffect(() => {
    if (state !== 'making') return undefined;
    const stop = new AbortController();
    const set = (next: Made): void => {
      if (!stop.signal.aborted) setOf({ clip: id, state: next });
    };
    call('POST', `/api/clips/${encodeURIComponent(id)}/preview`, {}, stop.signal).then(
      () => {
        set('made');
      },
      () => {
        set('none');
      },
    );
    return () => {
      stop.abort();
    };
  }, [id, state]);
  return {
    state,
    failed: () => {
      setOf({ clip: id, state: state === 'first' ? 'making' : 'none' });
    },
  };
}
