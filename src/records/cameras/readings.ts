/** What the station last read of a camera: its readiness, its clock, when that was set, and when it came back. */
import type { ClockReading } from '../../domain/camera.js';
import type { Instant } from '../../domain/time.js';
import type { ReadinessFacts } from '../../policy/readiness/readiness.js';
import type { CameraVisit } from '../../store/repositories/camera-visits.js';
import type { Repositories } from '../../store/station-store.js';
import { dutyState } from './outings.js';

export type Readings = Omit<ReadinessFacts, 'occasion' | 'lookedAt' | 'overlay'>;

/**
 * @param visit the one whose readings are meant; undefined where the camera was never docked
 * @param clock how its clock stands now, where it was set after it was read
 */
export function readingsOf(store: Repositories, cameraId: string, visit: CameraVisit | undefined): Readings {
  const set = store.cameraVisits.clockSet(cameraId);
  return {
    batteryPercent: visit?.readiness?.battery?.percent ?? null,
    storage: visit?.readiness?.storage ?? null,
    reading: latest(visit?.clock ?? null, set?.after ?? null),
    station: visit?.stationClock ?? null,
    lastSetAt: set?.at ?? null,
    newestClip: visit === undefined ? null : store.unstored.newestStart(visit.id),
    lastReturnAt: lastReturn(store, cameraId, visit),
  };
}

const latest = (read: ClockReading | null, set: ClockReading | null): ClockReading | null =>
  read === null || (set !== null && set.hostTime > read.hostTime) ? set : read;

/** When it came back from its last time out: as the ledger has it, or when it was docked, whichever came first. */
function lastReturn(store: Repositories, cameraId: string, visit: CameraVisit | undefined): Instant | null {
  const { outing } = dutyState(store.movements.latest(cameraId));
  const back = outing?.back?.at ?? null;
  const docked = visit !== undefined && (outing === null || visit.openedAt >= outing.issue.at) ? visit.openedAt : null;
  if (back === null || docked === null) return back ?? docked;
  return back < docked ? back : docked;
}
