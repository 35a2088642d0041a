/** 设备: which cameras there are, who has each, and what is wrong with it. */
import { Button, type TableColumnsType } from 'antd';
import { useState, type ReactElement } from 'react';
import type { CameraState } from '../../web/api-types.js';
import { ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { minuteOf } from '../lib/format.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { CameraDialog } from './camera-dialog.js';
import { CameraDrawer } from './camera-drawer.js';
import { MovementDialog, movesOf, type Move } from './movement-dialog.js';
import { RecordTable } from './record-table.js';

interface Chosen {
  readonly id: string;
  /** `look`: at its ledger; `change`: what is on record of it. */
  readonly move: Move | 'look' | 'change';
}

export default function CamerasPage(): ReactElement {
  const t = useText();
  const person = usePerson();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const cameras = useAnswer((signal) => ask('camera.list', {}, signal), 'cameras');
  const units = useAnswer((signal) => ask('unit.list', {}, signal), 'units');
  const names = new Map(units.value?.map((u) => [u.id, u.name]));
  const keeps = may(person, 'camera.issue');
  const [adding, setAdding] = useState(false);
  const state = cameras.value?.find(({ camera }) => camera.id === chosen?.id);
  const leave = (): void => {
    setChosen(null);
  };
  const columns: TableColumnsType<CameraState> = [
    {
      title: t('cameras.serial'),
      key: 'serial',
      width: 150,
      render: (_, { camera }) => (
        <Button
          type="link"
          className="link"
          onClick={() => {
            setChosen({ id: camera.id, move: 'look' });
          }}
        >
          {camera.serial ?? t('cameras.noSerial')}
        </Button>
      ),
    },
    {
      title: t('cameras.model'),
      key: 'model',
      width: 120,
      render: (_, { camera, record }) => record?.model ?? camera.model ?? t('unknown'),
    },
    {
      title: t('cameras.unit'),
      key: 'unit',
      width: 130,
      render: (_, { record }) => (record?.unit == null ? '' : names.get(record.unit)),
    },
    { title: t('cameras.inside'), key: 'inside', render: (_, { camera }) => insideOf(camera) },
    { title: t('table.state'), key: 'state', width: 120, render: (_, s) => <StateBadge state={s} /> },
    {
      title: t('cameras.holder'),
      key: 'holder',
      width: 150,
      render: (_, { out }) =>
        out !== null && (
          <>
            {out.officer}
            <br />
            <small>{minuteOf(out.at)}</small>
          </>
        ),
    },
    {
      title: t('cameras.seen'),
      key: 'seen',
      width: 150,
      render: (_, { camera }) => (camera.lastSeen === null ? t('cameras.never') : minuteOf(camera.lastSeen)),
    },
    {
      title: t('table.act'),
      key: 'act',
      width: 250,
      render: (_, s) => (
        <span className="acts">
          {movesOf(person, s).map((move) => (
            <Button
              key={move}
              size="small"
              onClick={() => {
                setChosen({ id: s.camera.id, move });
              }}
            >
              {t(`cameras.${move}`)}
            </Button>
          ))}
          {keeps && (
            <Button
              size="small"
              onClick={() => {
                setChosen({ id: s.camera.id, move: 'change' });
              }}
            >
              {t('table.change')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <RecordTable<CameraState>
      title={t('nav.cameras')}
      answer={cameras}
      rows={cameras.value}
      columns={columns}
      rowKey={({ camera }) => camera.id}
      words={({ camera, record, out }) => [
        record?.model ?? null,
        record?.remark ?? null,
        record?.unit == null ? null : (names.get(record.unit) ?? null),
        camera.serial,
        camera.model,
        camera.officerNo,
        camera.officerName,
        camera.unitName,
        out?.officer ?? null,
      ]}
      exported={may(person, 'table.export') ? 'cameras' : null}
      imported={keeps && may(person, 'table.read') ? 'cameras' : null}
    >
      {keeps && (
        <Button
          type="primary"
          onClick={() => {
            setAdding(true);
          }}
        >
          {t('cameras.add')}
        </Button>
      )}
      {adding && (
        <CameraDialog
          state={null}
          close={() => {
            setAdding(false);
          }}
          done={cameras.again}
        />
      )}
      {state !== undefined && chosen?.move === 'look' && <CameraDrawer state={state} units={names} close={leave} />}
      {state !== undefined && chosen?.move === 'change' && (
        <CameraDialog state={state} close={leave} done={cameras.again} />
      )}
      {state !== undefined && chosen !== null && chosen.move !== 'look' && chosen.move !== 'change' && (
        <MovementDialog state={state} move={chosen.move} close={leave} done={cameras.again} />
      )}
    </RecordTable>
  );
}

const insideOf = ({ officerName, officerNo, unitName }: CameraState['camera']): string =>
  [officerName, officerNo, unitName].filter((part) => part !== null).join(' · ');

export function StateBadge({ state: { record, out, lost, faulty } }: { readonly state: CameraState }): ReactElement {
  const t = useText();
  if (lost !== null) return <span className="badge late">{t('cameras.state.lost')}</span>;
  if (faulty !== null) return <span className="badge late">{t('cameras.state.faulty')}</span>;
  if (record?.retired === true && out === null) return <span className="badge off">{t('cameras.state.retired')}</span>;
  return out === null ? (
    <span className="badge on">{t('cameras.state.in')}</span>
  ) : (
    <span className="badge dueSoon">{t('cameras.state.out')}</span>
  );
}
