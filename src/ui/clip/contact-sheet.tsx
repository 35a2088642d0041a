/** Nine pictures from beginning to end: each goes to its place in the film. */
import type { ReactElement, RefObject } from 'react';
import type { ClipView } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { shortSpan } from '../lib/format.js';
import { partUrl } from './part-url.js';

const FRAMES = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

interface Props {
  readonly clip: ClipView;
  readonly media: RefObject<HTMLVideoElement | null>;
}

export function ContactSheet({ clip, media }: Props): ReactElement {
  const t = useText();
  const whole = clip.durationMs ?? 0;
  /** Each picture is from the middle of its ninth. */
  const secondsOf = (frame: number): number => ((frame + 0.5) / FRAMES.length) * (whole / 1000);
  return (
    <div className="contactSheet">
      <img src={partUrl(clip.id, 'sheet')} alt={t('look.sheet')} />
      {FRAMES.map((frame) => (
        <button
          key={frame}
          type="button"
          aria-label={t('look.goTo', { at: shortSpan(t, secondsOf(frame) * 1000) })}
          onClick={() => {
            if (media.current !== null) media.current.currentTime = secondsOf(frame);
          }}
        />
      ))}
    </div>
  );
}
