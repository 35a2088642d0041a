import { cameraStates, type CameraState } from '../cameras/list.js';
import type { TableKind } from './table-kind.js';

const stateOf = ({ out, lost, faulty }: CameraState): string =>
  lost !== null ? 'lost' : faulty !== null ? 'faulty' : out !== null ? 'out' : 'in';

export const CAMERAS: Pick<TableKind, 'columns' | 'shown' | 'key' | 'rows'> = {
  columns: [],
  shown: [
    'serial',
    'id',
    'model',
    'firmware',
    'officer',
    'unit',
    'state',
    'holder',
    'outSince',
    'firstSeen',
    'lastSeen',
  ],
  key: 'serial',
  rows: (context) =>
    cameraStates(context).map((state) => {
      const { camera, out } = state;
      return {
        serial: camera.serial ?? '',
        id: camera.id,
        model: camera.model ?? '',
        firmware: camera.firmware ?? '',
        officer: camera.officerNo ?? '',
        unit: camera.unitName ?? '',
        state: stateOf(state),
        holder: out?.officer ?? '',
        outSince: out?.at ?? '',
        firstSeen: camera.firstSeen,
        lastSeen: camera.lastSeen,
      };
    }),
};
