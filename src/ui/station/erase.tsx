/** Taking footage off cameras: whether and by whose word, and the cameras on which it stayed. */
import { Table } from 'antd';
import type { ReactElement } from 'react';
import { ERASE_BAR_WORDS } from '../../i18n/erase-words.js';
import type { StationHealth } from '../../web/api-types.js';
import { useSpeech, useText } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';

type Left = StationHealth['erase']['left'][number];

export function EraseCard({ erase }: Pick<StationHealth, 'erase'>): ReactElement {
  const t = useText();
  const { policy, authorised, left } = erase;
  const isOn = policy !== 'never' && authorised !== null;
  return (
    <section className={isOn && left.length > 0 ? 'unsure' : ''}>
      <h2>{t('station.erase')}</h2>
      <p className="say">{isOn ? t(`station.erase.${policy}`) : t('station.erase.off')}</p>
      {authorised === null ? (
        <p>{t('station.erase.nobody')}</p>
      ) : (
        <p>
          {t('station.erase.authorised', {
            by: authorised.by,
            on: authorised.on,
            reference: authorised.reference ?? t('station.erase.noReference'),
          })}
        </p>
      )}
      <p>{left.length === 0 ? t('station.erase.allWent') : t('station.erase.left', { n: left.length })}</p>
    </section>
  );
}

export function EraseTable({ left }: { readonly left: readonly Left[] }): ReactElement | null {
  const { t, language } = useSpeech();
  if (left.length === 0) return null;
  return (
    <section className="sheet" aria-label={t('station.erase.cameras')}>
      <h2>{t('station.erase.cameras')}</h2>
      <p className="quiet">{t('station.erase.again')}</p>
      <Table<Left>
        size="small"
        rowKey={(c) => c.cameraId}
        dataSource={[...left]}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: t('station.verify.at'), width: 160, render: (_, c) => minuteOf(c.at) },
          { title: t('station.erase.camera'), width: 200, render: (_, c) => c.serial ?? c.cameraId },
          { title: t('station.erase.went'), width: 100, render: (_, c) => c.tally.erased },
          { title: t('station.erase.stayed'), width: 100, render: (_, c) => c.tally.left },
          {
            title: t('station.erase.why'),
            render: (_, c) =>
              c.tally.why.map(({ what, files }) => (
                <div key={what}>{t('station.clear.because', { why: ERASE_BAR_WORDS[what][language], n: files })}</div>
              )),
          },
        ]}
      />
    </section>
  );
}
