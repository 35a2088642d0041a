/** The station's own backups, and copies in another place: which key opens them, the newest, and whether they are regular. */
import type { ReactElement } from 'react';
import type { StationHealth } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { minuteOf, size } from '../lib/format.js';

export function BackupCard({ backup, offsite }: Pick<StationHealth, 'backup' | 'offsite'>): ReactElement {
  const t = useText();
  const { key, last, late } = backup;
  const isUnsure = key === null || late || offsite?.archives.length === 0;
  return (
    <section className={isUnsure ? 'unsure' : ''}>
      <h2>{t('station.backup')}</h2>
      <p className="say">
        {last === null
          ? t('station.backup.none')
          : t('station.backup.last', { seq: last.seq, at: minuteOf(last.at), bytes: size(t, last.bytes) })}
      </p>
      <p>{key === null ? t('station.backup.noKey') : t('station.backup.key', { key })}</p>
      {late && <p>{t('station.backup.late')}</p>}
      {offsite !== null && (
        <>
          <p>{t('station.offsite', { days: offsite.days, article: offsite.article ?? '' })}</p>
          {offsite.archives.length === 0 && <p>{t('station.offsite.none')}</p>}
          {offsite.archives.map(({ target, completedAt }) => (
            <p key={target}>
              {completedAt === null
                ? t('station.offsite.never', { target })
                : t('station.offsite.at', { target, at: minuteOf(completedAt) })}
            </p>
          ))}
        </>
      )}
    </section>
  );
}
