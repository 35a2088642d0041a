/** Cameras that come and go, on top of a station's store. */
import type { ClockReading, Readiness, StationClockState } from '../../src/domain/camera.js';
import { addMs, type Instant } from '../../src/domain/time.js';
import { checkAtDock } from '../../src/records/cameras/check.js';
import { entryOf, TestVisit } from '../store/support.js';
import type { OnRecord } from './support.js';

export const HOUR = 3_600_000;

export const failure = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

/** The size of the custody log: what stored nothing has not moved it. */
export const logSize = (station: OnRecord): number => station.store.log.head().size;

export interface Docking {
  readonly serial?: string;
  readonly at: Instant;
  readonly battery?: number;
  readonly freeBytes?: number;
  /** Camera minus station, ms; null where it was not read. */
  readonly offsetMs?: number | null;
  readonly synchronised?: boolean;
  /** Files of the card that stay unstored: modified, state. */
  readonly left?: readonly {
    readonly modified: Instant | null;
    readonly state: 'waiting' | 'failed' | 'unfinalised';
  }[];
  readonly complete?: boolean;
}

const reading = (at: Instant, offsetMs: number | null): ClockReading => ({
  method: offsetMs === null ? 'none' : 'device-command',
  cameraRaw: offsetMs === null ? null : addMs(at, offsetMs + 8 * HOUR).slice(0, 19),
  assumedZone: 'Asia/Shanghai',
  hostTime: at,
  offsetMs,
  uncertaintyMs: offsetMs === null ? null : 100,
  bound: offsetMs === null ? 'unknown' : 'two-sided',
  zoneShiftMinutes: offsetMs === null ? null : 0,
  remark: 'test',
});

/** A visit whose camera was read and whose card was listed. @returns the visit's id */
export function dock(station: OnRecord, { serial = '7654321', at, ...d }: Docking): string {
  const { store } = station;
  const visit = TestVisit.open(store, serial, `fs-uuid:${serial}`).subject.id;
  const clock: StationClockState = {
    synchronised: d.synchronised ?? true,
    source: 'chrony',
    stratum: 2,
    errorMs: 1,
    remark: 'test',
  };
  const readiness: Readiness = {
    battery: d.battery === undefined ? null : { percent: d.battery, source: 'test' },
    storage: { capacityBytes: null, freeBytes: d.freeBytes ?? null, lockedBytes: null },
  };
  store.db
    .prepare('UPDATE visits SET opened_at = ?, station_clock = ? WHERE id = ?')
    .run(at, JSON.stringify(clock), visit);
  store.transaction(() => {
    store.entries.add(
      visit,
      (d.left ?? []).map(({ modified, state }, i) =>
        entryOf(i, `DCIM/left-${String(i)}.mp4`, { modified, class: state === 'unfinalised' ? 'unfinalised' : 'clip' }),
      ),
    );
    d.left?.forEach(({ state }, i) => {
      if (state === 'failed') store.entries.settle(visit, i, 'failed', { code: 'bwc.device.read_error' });
    });
    store.visits.checked(visit, readiness, reading(at, d.offsetMs ?? null));
    if (d.complete !== false) store.visits.listed(visit, at);
    checkAtDock({ ...station.acting('daemon'), now: () => at }, visit);
  });
  return visit;
}
