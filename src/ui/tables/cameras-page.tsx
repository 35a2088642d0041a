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
import { CameraDrawer } from './camera-drawer.js';
import { MovementDialog, movesOf, type Move } from './movement-dialog.js';
import { RecordTable } from './record-table.js';

interface Chosen {
  readonly id: string;
  /** Null to look at it. */
  readonly move: Move | null;
}

export default function CamerasPage(): ReactElement {
  const t = useText();
  const person = usePerson();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const cameras = useAnswer((signal) => ask('camera.list', {}, signal), 'cameras');
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
            setChosen({ id: camera.id, move: null });
          }}
        >
          {camera.serial ?? t('cameras.noSerial')}
        </Button>
      ),
    },
    { title: t('cameras.model'), key: 'model', width: 130, render: (_, { camera }) => camera.model ?? t('unknown') },
    { title: t('cameras.inside'), key: 'inside', render: (_, { camera }) => insideOf(camera) },
    { title: t('table.state'), key: 'state', width: 120, render: (_, s) => <StateBadge state={s} /> },
    { title: t('cameras.holder'), key: 'holder', width: 150, render: (_, { out }) => out?.officer ?? '' },
    {
      title: t('cameras.since'),
      key: 'since',
      width: 150,
      render: (_, { out }) => (out === null ? '' : minuteOf(out.at)),
    },
    { title: t('cameras.seen'), key: 'seen', width: 150, render: (_, { camera }) => minuteOf(camera.lastSeen) },
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
      words={({ camera, out }) => [
        camera.serial,
        camera.model,
        camera.officerNo,
        camera.officerName,
        camera.unitName,
        out?.officer ?? null,
      ]}
      exported={may(person, 'table.export') ? 'cameras' : null}
      imported={null}
    >
      {state !== undefined && chosen?.move === null && <CameraDrawer state={state} close={leave} />}
      {state !== undefined && chosen !== null && chosen.move !== null && (
        <MovementDialog state={state} move={chosen.move} close={leave} done={cameras.again} />
      )}
    </RecordTable>
  );
}

const insideOf = ({ officerName, officerNo, unitName }: CameraState['camera']): string =>
  [officerName, officerNo, unitName].filter((part) => part !== null).join(' · ');

export function StateBadge({ state: { out, lost, faulty } }: { readonly state: CameraState }): ReactElement {
  const t = useText();
  if (lost !== null) return <span className="badge late">{t('cameras.state.lost')}</span>;
  if (faulty !== null) return <span className="badge late">{t('cameras.state.faulty')}</span>;
  return out === null ? (
    <span className="badge on">{t('cameras.state.in')}</span>
  ) : (
    <span className="badge dueSoon">{t('cameras.state.out')}</span>
  );
}
