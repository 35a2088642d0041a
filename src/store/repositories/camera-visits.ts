/** What was read of a camera at its visits. */
import type { ClockReading, Readiness, StationClockState } from '../../domain/camera.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface CameraVisit {
  readonly id: string;
  readonly cameraId: string;
  readonly openedAt: Instant;
  readonly readiness: Readiness | null;
  readonly clock: ClockReading | null;
  readonly stationClock: StationClockState | null;
}

export interface ClockSet {
  readonly at: Instant;
  /** Its reading afterwards. */
  readonly after: ClockReading | null;
}

interface Row {
  readonly id: string;
  readonly cameraId: string;
  readonly openedAt: Instant;
  readonly readiness: string | null;
  readonly clock: string | null;
  readonly stationClock: string | null;
}

const SELECT =
  'SELECT id, camera_id AS cameraId, opened_at AS openedAt, readiness, clock, station_clock AS stationClock FROM visits';

export class CameraVisits {
  readonly #get;
  readonly #last;
  readonly #clockSet;

  constructor(db: Db) {
    this.#get = db.prepare<[string], Row>(`${SELECT} WHERE id = ? AND camera_id IS NOT NULL`);
    this.#last = db.prepare<[string], Row>(
      `${SELECT} WHERE camera_id = ? AND readiness IS NOT NULL ORDER BY opened_at DESC, id DESC LIMIT 1`,
    );
    this.#clockSet = db.prepare<[string], { readonly at: Instant; readonly bytes: Buffer }>(
      `SELECT e.at, e.bytes FROM custody_entries e INDEXED BY custody_clock_sets
       WHERE e.kind = 'camera.clock_set' AND e.visit_id IN (SELECT id FROM visits WHERE camera_id = ?) ORDER BY e.seq DESC LIMIT 1`,
    );
  }

  get(visitId: string): CameraVisit | undefined {
    return this.#get.all(visitId).map(read)[0];
  }

  /** The last one in which its readiness was read. */
  last(cameraId: string): CameraVisit | undefined {
    return this.#last.all(cameraId).map(read)[0];
  }

  /** When this station last set its clock. */
  clockSet(cameraId: string): ClockSet | undefined {
    const row = this.#clockSet.get(cameraId);
    if (row === undefined) return undefined;
    const { body } = JSON.parse(row.bytes.toString('utf8')) as { body: { after: ClockReading | null } };
    return { at: row.at, after: body.after };
  }
}

const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json));

const read = ({ id, cameraId, openedAt, readiness, clock, stationClock }: Row): CameraVisit => ({
  id,
  cameraId,
  openedAt,
  readiness: parse(readiness) as Readiness | null,
  clock: parse(clock) as ClockReading | null,
  stationClock: parse(stationClock) as StationClockState | null,
});
