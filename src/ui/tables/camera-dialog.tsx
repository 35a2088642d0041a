/** Adding a camera, and what people know of one: its model, whose it is, whether it is still in use. */
import { Checkbox, Form } from 'antd';
import type { ReactElement } from 'react';
import type { CameraState } from '../../web/api-types.js';
import { act, ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { ActDialog } from '../session/act-dialog.js';
import { orNull, TextField, UnitField, WhyField } from './fields.js';

interface Fields {
  readonly serial?: string;
  readonly model?: string;
  readonly unit?: string | null;
  readonly remark?: string;
  readonly retired?: boolean;
  readonly why: string;
}

interface Props {
  /** Null for a new one. */
  readonly state: CameraState | null;
  readonly close: () => void;
  readonly done: () => void;
}

export function CameraDialog({ state, close, done }: Props): ReactElement {
  const t = useText();
  const units = useAnswer((signal) => ask('unit.list', {}, signal), 'units');
  const record = state?.record ?? null;
  const send = ({ serial, model, unit, remark, retired = false, why }: Fields) => {
    const said = { model: orNull(model), unit: unit ?? null, remark: orNull(remark) };
    return state === null
      ? act('camera.add', { ...said, serial: serial ?? '' })
      : act('camera.change', { ...said, camera: state.camera.id, retired, why });
  };
  const initial: Partial<Fields> =
    state === null
      ? {}
      : {
          model: record?.model ?? state.camera.model ?? '',
          unit: record?.unit ?? null,
          remark: record?.remark ?? '',
          retired: record?.retired ?? false,
        };
  return (
    <ActDialog<Fields>
      title={state === null ? t('cameras.add') : t('cameras.change', { name: state.camera.serial ?? state.camera.id })}
      initial={initial}
      send={send}
      close={close}
      done={done}
    >
      {state === null && (
        <TextField name="serial" label={t('cameras.serial')} max={120} needed extra={t('cameras.serial.hint')} />
      )}
      <div className="pair">
        <TextField name="model" label={t('cameras.model')} max={100} />
        <UnitField label={t('cameras.unit')} units={units.value ?? []} now={record?.unit ?? null} />
      </div>
      <TextField name="remark" label={t('cameras.remark')} max={500} />
      {state !== null && (
        <>
          <Form.Item name="retired" valuePropName="checked">
            <Checkbox>{t('cameras.retired.hint')}</Checkbox>
          </Form.Item>
          <WhyField />
        </>
      )}
    </ActDialog>
  );
}
