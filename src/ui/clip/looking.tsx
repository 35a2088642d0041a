/** The clip itself: preview at once, the original on demand, nine pictures of it, and where the camera was. */
import { Segmented, Spin } from 'antd';
import { useMemo, useRef, useState, type ReactElement } from 'react';
import type { ClipView, PreviewView, Track } from '../../web/api-types.js';
import { call, get } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { Store } from '../lib/store.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { ContactSheet } from './contact-sheet.js';
import { partUrl } from './part-url.js';
import { Footage, type Source } from './footage.js';
import { Part } from './part.js';
import { TrackPlot } from './track-plot.js';

export function Looking({ clip }: { readonly clip: ClipView }): ReactElement {
  const t = useText();
  const media = useRef<HTMLVideoElement>(null);
  const [time] = useState(() => new Store(0));
  const [source, choose] = useState<Source>('preview');
  const preview = useAnswer((signal) => call<PreviewView>('POST', partUrl(clip.id, 'preview'), {}, signal), clip.id);
  const track = useAnswer((signal) => get<Track>(partUrl(clip.id, 'track'), signal), clip.id);
  const sources = useMemo(
    () => (['preview', 'original'] as const).map((value) => ({ value, label: t(`look.${value}`) })),
    [t],
  );
  const known = track.value?.points.length !== 0 || track.value.sources.length > 0;
  return (
    <>
      <Part
        title={t('look.title')}
        beside={<Segmented<Source> aria-label={t('look.which')} value={source} options={sources} onChange={choose} />}
      >
        {preview.value === undefined ? (
          preview.error === undefined ? (
            <Spin className="opening" description={t('look.making')} />
          ) : (
            <ErrorNotice error={preview.error} again={preview.again} />
          )
        ) : (
          <>
            <Footage clip={clip} source={source} preview={preview.value} media={media} time={time} />
            {preview.value.files.some((f) => f.role === 'sheet') && <ContactSheet clip={clip} media={media} />}
          </>
        )}
      </Part>
      {track.value !== undefined && known && (
        <Part title={t('track.title')}>
          <TrackPlot track={track.value} time={time} />
        </Part>
      )}
    </>
  );
}
