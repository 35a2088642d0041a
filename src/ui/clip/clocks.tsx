/** The three clocks: what the camera wrote, what follows from it, and the station's own. */
import type { ReactElement } from 'react';
import { basisText, sourceText } from '../../i18n/clock-basis.js';
import type { ClipView } from '../../web/api-types.js';
import { useSpeech } from '../i18n/language.js';
import { secondOf, shortSpan } from '../lib/format.js';
import { Part } from './part.js';

export function Clocks({ clip }: { readonly clip: ClipView }): ReactElement {
  const { t, language } = useSpeech();
  const { times } = clip;
  const civil = (digits: string | null | undefined): string => digits?.replace('T', ' ') ?? t('unknown');
  const instant = (at: string | null | undefined): string => (at == null ? t('unknown') : secondOf(at));
  const { camera, corrected } = times ?? {};
  const within = corrected?.uncertaintyMs;
  return (
    <Part title={t('clock.title')}>
      <table className="clocks">
        <thead>
          <tr>
            <th scope="col">{t('clock.which')}</th>
            <th scope="col">{t('clock.start')}</th>
            <th scope="col">{t('clock.end')}</th>
            <th scope="col">{t('clock.basis')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('clock.camera')}</th>
            <td>{civil(camera?.start)}</td>
            <td>{civil(camera?.end)}</td>
            <td>{camera?.startSource == null ? t('unknown') : sourceText(language, camera.startSource)}</td>
          </tr>
          <tr>
            <th scope="row">{t('clock.true')}</th>
            <td>{instant(corrected?.start ?? clip.start)}</td>
            <td>{instant(corrected?.end ?? clip.end)}</td>
            <td>
              {corrected === undefined ? t('unknown') : basisText(language, corrected.basis)}
              {within != null && ` ±${shortSpan(t, within)}`}
            </td>
          </tr>
          <tr>
            <th scope="row">{t('clock.station')}</th>
            <td colSpan={2}>{secondOf(clip.storedAt)}</td>
            <td>{t('clock.stored')}</td>
          </tr>
        </tbody>
      </table>
    </Part>
  );
}
