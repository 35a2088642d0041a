/** Keeping cameras: one that is bought is put on record before it was ever docked, and what is known of one is changed. */
import { z } from 'zod';
import type { Json } from '../../domain/canonical-json.js';
import { BwcError } from '../../domain/errors.js';
import type { CameraRecord } from '../../store/repositories/camera-records.js';
import { act, type ActContext } from '../act.js';
import { prose, words } from '../text.js';
import { requireOpenUnit } from '../people/require-open-unit.js';
import { cameraName } from './acts.js';
import { cameraOf } from './which.js';

const unit = z.string().min(1).max(128).nullable();
const model = words(100).nullable();
const remark = prose.nullable();

/** @throws BwcError `bwc.camera.serial_taken`, `bwc.store.not_found`, `bwc.unit.closed` */
export const addCamera = act(
  z.strictObject({
    /** As the camera itself has it: by this it is known again when it is docked. */
    serial: words(120),
    model: model.default(null),
    unit: unit.default(null),
    remark: remark.default(null),
  }),
  (context, said) => {
    const { store, now } = context;
    const [taken] = store.cameras.bySerial(said.serial);
    if (taken !== undefined)
      throw new BwcError('bwc.camera.serial_taken', `${taken.id} is ${said.serial} already`, {
        id: taken.id,
        serial: said.serial,
      });
    const { id } = store.cameras.expect(said.serial, now());
    return put(context, { ...said, id, retired: false, why: null });
  },
);

/** What is not said stays as it was. @throws BwcError `bwc.store.not_found`, `bwc.camera.ambiguous`, `bwc.unit.closed` */
export const changeCamera = act(
  z.strictObject({
    camera: cameraName,
    model: model.exactOptional(),
    unit: unit.exactOptional(),
    remark: remark.exactOptional(),
    retired: z.boolean().exactOptional(),
    why: prose,
  }),
  (context, { camera, ...said }) => {
    const { id, serial } = cameraOf(context.store, camera);
    const before = context.store.cameraRecords.get(id);
    const { model, unit, remark, retired } = before ?? { model: null, unit: null, remark: null, retired: false };
    return put(context, { id, serial, model, unit, remark, retired, ...said });
  },
);

function put({ store, by, now }: ActContext, said: Omit<CameraRecord, 'version' | 'by' | 'at'>): CameraRecord {
  const before = store.cameraRecords.get(said.id);
  requireOpenUnit(store, said.unit, before?.unit ?? null);
  const version = (before?.version ?? 0) + 1;
  const record: CameraRecord = { ...said, version, by, at: now() };
  const { seq } = store.log.append('camera.put', record as unknown as { readonly [key: string]: Json });
  store.cameraRecords.add({ ...record, entry: seq });
  return record;
}
