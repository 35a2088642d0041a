/** Clips of a stretch of time, by camera. */
import type { ClipKind } from '../../domain/clip.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import { sightCondition, sightParameters, type Sight } from './clip-sight.js';

export interface ClipOfDay {
  readonly id: string;
  readonly kind: ClipKind;
  readonly cameraId: string;
  readonly camera: string | null;
  readonly officerNo: string | null;
  readonly start: Instant;
  readonly end: Instant;
  readonly recording: string | null;
  readonly activity: string | null;
  readonly thumbnail: string | null;
}

export interface Stretch {
  readonly from: Instant;
  /** Not included. */
  readonly until: Instant;
  /** Serial or id; null for all. */
  readonly camera: string | null;
  readonly officer: string | null;
  readonly sight: Sight | null;
}

/** No clip is longer: cameras cut their files far below that. It bounds how far back is looked. */
const LONGEST = '-1 day';

export class Days {
  constructor(private readonly db: Db) {}

  /** Those that overlap it, by camera and start. */
  clips(stretch: Stretch, limit: number): ClipOfDay[] {
    return this.db
      .prepare<unknown[], ClipOfDay>(
        `SELECT c.id, c.kind, c.camera_id AS cameraId, c.camera_serial AS camera, c.officer_no AS officerNo, c.start_at AS start,
           ifnull(c.end_at, c.start_at) AS "end", c.recording_id AS recording, c.thumbnail,
           (SELECT activity_id FROM activity_members m WHERE m.clip_id = c.id AND m.left_at IS NULL) AS activity
         FROM clips c WHERE c.start_at >= strftime('%Y-%m-%dT%H:%M:%fZ', @from, '${LONGEST}') AND c.start_at < @until
           AND (c.start_at >= @from OR c.end_at > @from) ${narrowed(stretch)}
         ORDER BY c.camera_serial, c.camera_id, c.start_at, c.id LIMIT @limit`,
      )
      .all({ ...valuesOf(stretch), limit });
  }

  /** How many were stored in it whose own time is not known. */
  unplaced(stretch: Stretch): number {
    return (
      this.db
        .prepare<unknown[], number>(
          `SELECT count(*) FROM clips c WHERE c.start_at IS NULL AND c.sort_at >= @from AND c.sort_at < @until ${narrowed(stretch)}`,
        )
        .pluck()
        .get(valuesOf(stretch)) ?? 0
    );
  }
}

const narrowed = ({ camera, officer, sight }: Stretch): string =>
  [
    ...(camera === null ? [] : ['(c.camera_serial = @camera OR c.camera_id = @camera)']),
    ...(officer === null
      ? []
      : [
          '(c.officer_no = @officer OR EXISTS (SELECT 1 FROM deadlines d WHERE d.clip_id = c.id AND d.officer = @officer))',
        ]),
    ...(sight === null ? [] : [sightCondition(sight)]),
  ]
    .map((condition) => `AND ${condition}`)
    .join(' ');

const valuesOf = ({ from, until, camera, officer, sight }: Stretch): Readonly<Record<string, string | null>> => ({
  from,
  until,
  camera,
  officer,
  ...(sight === null ? {} : sightParameters(sight)),
});
