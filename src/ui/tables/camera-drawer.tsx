/** One camera: its ledger, line by line, the newest first. */
import { Drawer, Table } from 'antd';
import type { ReactElement } from 'react';
import { nameIn } from '../../domain/person.js';
import type { CameraRecord, CameraState, Movement } from '../../web/api-types.js';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { ErrorNotice } from '../shell/error-notice.js';

const LINES = 200;

interface Props {
  readonly state: CameraState;
  /** Names by id. */
  readonly units: ReadonlyMap<string, string>;
  readonly close: () => void;
}

export function CameraDrawer({ state: { camera, record }, units, close }: Props): ReactElement {
  const t = useText();
  const known = useAnswer((signal) => ask('camera.show', { camera: camera.id, limit: LINES }, signal), camera.id);
  return (
    <Drawer open size={820} title={camera.serial ?? t('cameras.noSerial')} onClose={close}>
      {known.error !== undefined && <ErrorNotice error={known.error} again={known.again} />}
      <dl className="facts">
        <dt>{t('cameras.model')}</dt>
        <dd>{[record?.model ?? camera.model ?? t('unknown'), camera.firmware ?? ''].join(' ')}</dd>
        <dt>{t('cameras.first')}</dt>
        <dd>{camera.firstSeen === null ? t('cameras.never') : minuteOf(camera.firstSeen)}</dd>
        <dt>{t('cameras.seen')}</dt>
        <dd>{camera.lastSeen === null ? t('cameras.never') : minuteOf(camera.lastSeen)}</dd>
        <dt>{t('cameras.due')}</dt>
        <dd>{known.value === undefined ? '–' : String(known.value.due.length)}</dd>
      </dl>
      <h2>{t('cameras.ledger')}</h2>
      <Table<Movement>
        size="small"
        rowKey={(m) => String(m.id)}
        loading={known.loading && known.value === undefined}
        dataSource={[...(known.value?.movements ?? [])]}
        pagination={false}
        locale={{ emptyText: t('cameras.ledger.empty') }}
        columns={[
          { title: t('cameras.at'), width: 150, render: (_, m) => minuteOf(m.at) },
          { title: t('table.act'), width: 90, render: (_, m) => t(`cameras.${m.act}`) },
          { title: t('cameras.officer'), width: 120, render: (_, m) => m.officer ?? '' },
          { title: t('cameras.purpose'), render: (_, m) => m.purpose ?? m.reference ?? '' },
          { title: t('cameras.remark'), render: (_, m) => m.remark ?? '' },
          { title: t('table.by'), width: 100, render: (_, m) => nameIn(m.saidBy) },
        ]}
      />
      {known.value !== undefined && known.value.records.length > 0 && (
        <>
          <h2>{t('cameras.records')}</h2>
          <Table<CameraRecord>
            size="small"
            rowKey={(r) => String(r.version)}
            dataSource={[...known.value.records].reverse()}
            pagination={false}
            columns={[
              { title: t('cameras.at'), width: 150, render: (_, r) => minuteOf(r.at) },
              { title: t('cameras.model'), width: 120, render: (_, r) => r.model ?? '' },
              { title: t('cameras.unit'), render: (_, r) => (r.unit === null ? '' : units.get(r.unit)) },
              { title: t('cameras.remark'), render: (_, r) => r.remark ?? '' },
              { title: t('table.state'), width: 90, render: (_, r) => (r.retired ? t('cameras.state.retired') : '') },
              { title: t('table.why'), render: (_, r) => r.why ?? '' },
              { title: t('table.by'), width: 90, render: (_, r) => nameIn(r.by) },
            ]}
          />
        </>
      )}
    </Drawer>
  );
}
