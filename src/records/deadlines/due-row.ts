/** One row of what is due: whose footage, which rule, until when, and why. */
import { deadlineRow, type DeadlineRow } from '../../policy/deadlines/row.js';
import type { DeadlineVerdict } from '../../policy/deadlines/verdict.js';
import type { CameraRow } from '../../store/repositories/cameras.js';
import type { OnCamera } from './on-cameras.js';

export interface DueRow extends DeadlineRow {
  /** `clip`: on the station; `card`: listed on a docked card and not stored; `out`: on a camera that was given out. */
  readonly what: 'clip' | OnCamera['what'];
  readonly clip: string | null;
  /** Serial, or the camera's id where it has none. */
  readonly camera: string | null;
  readonly cameraId: string;
  /** Path on the card, of what is not stored. */
  readonly path: string | null;
  readonly officer: string | null;
  readonly unit: string | null;
  readonly activity: string | null;
}

interface Of {
  readonly clip: string | null;
  readonly cameraId: string;
  readonly officer: string | null;
  readonly activity: string | null;
}

export const clipRow = (of: Of, camera: CameraRow | undefined, verdict: DeadlineVerdict, zone: string): DueRow => ({
  what: 'clip',
  ...of,
  camera: camera?.serial ?? of.cameraId,
  path: null,
  unit: camera?.unitName ?? null,
  ...deadlineRow(verdict, zone),
});

export const cameraRow = ({ what, camera, file, officer, verdict }: OnCamera, zone: string): DueRow => ({
  what,
  clip: null,
  camera: camera.serial ?? camera.id,
  cameraId: camera.id,
  path: file?.path ?? null,
  officer,
  unit: camera.unitName,
  activity: null,
  ...deadlineRow(verdict, zone),
});
