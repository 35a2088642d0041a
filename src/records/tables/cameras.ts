import { addCamera, changeCamera } from '../cameras/keep.js';
import { cameraStates, type CameraState } from '../cameras/list.js';
import { cameraOf } from '../cameras/which.js';
import { NOTHING, yesOrNo } from './cells.js';
import type { TableKind } from './table-kind.js';
import { requireUnitNamed, unitNames } from './unit-names.js';

const stateOf = ({ out, lost, faulty }: CameraState): string =>
  lost !== null ? 'lost' : faulty !== null ? 'faulty' : out !== null ? 'out' : 'in';

/** By the serial, where only one has it. */
export const CAMERAS: TableKind = {
  columns: ['serial', 'model', 'unit', 'remark', 'retired'],
  shown: ['id', 'firmware', 'officer', 'unitInside', 'state', 'holder', 'outSince', 'firstSeen', 'lastSeen'],
  key: 'serial',
  subject: 'camera',
  read: ({ store }, column, text) => {
    if (column === 'retired') return yesOrNo(column, text);
    if (text === NOTHING) return null;
    return column === 'unit' ? requireUnitNamed(store, column, text) : text;
  },
  find: ({ store }, serial) => {
    if (store.cameras.bySerial(serial).length === 0) return null;
    const camera = cameraOf(store, serial);
    const { model = null, unit = null, remark = null, retired = false } = store.cameraRecords.get(camera.id) ?? {};
    return { id: camera.id, model: model ?? camera.model, unit, remark, retired };
  },
  add: addCamera,
  change: changeCamera,
  rows: (context) => {
    const units = unitNames(context.store);
    return cameraStates(context).map((state) => {
      const { camera, record, out } = state;
      const unit = record?.unit ?? null;
      return {
        serial: camera.serial ?? '',
        model: record?.model ?? camera.model ?? '',
        unit: unit === null ? '' : (units.get(unit) ?? unit),
        remark: record?.remark ?? '',
        retired: record?.retired === true ? 'yes' : 'no',
        id: camera.id,
        firmware: camera.firmware ?? '',
        officer: camera.officerNo ?? '',
        unitInside: camera.unitName ?? '',
        state: stateOf(state),
        holder: out?.officer ?? '',
        outSince: out?.at ?? '',
        firstSeen: camera.firstSeen ?? '',
        lastSeen: camera.lastSeen ?? '',
      };
    });
  },
};
