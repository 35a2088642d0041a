import type { CameraIdentity } from '../../domain/camera.js';
import { newCameraId } from '../../domain/ids.js';
import type { Instant } from '../../domain/time.js';
import type { SourceType } from '../../domain/visit.js';
import type { Db } from '../database.js';

export interface CameraRow {
  readonly id: string;
  readonly serial: string | null;
  readonly mediumId: string;
  readonly profile: string;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly officerNo: string | null;
  readonly officerName: string | null;
  readonly unitNo: string | null;
  readonly unitName: string | null;
  readonly sourceType: SourceType;
  /** Null of one that was put on record and never docked. */
  readonly firstSeen: Instant | null;
  readonly lastSeen: Instant | null;
}

export interface CameraSeen {
  readonly identity: CameraIdentity;
  readonly mediumId: string;
  readonly profile: string;
  readonly sourceType: SourceType;
  readonly at: Instant;
}

const COLUMNS = `id, serial, medium_id AS mediumId, profile, model, firmware, officer_no AS officerNo, officer_name AS officerName,
  unit_no AS unitNo, unit_name AS unitName, source_type AS sourceType,
  CASE medium_id WHEN '' THEN NULL ELSE first_seen END AS firstSeen, CASE medium_id WHEN '' THEN NULL ELSE last_seen END AS lastSeen`;

/**
 * A camera is told apart by its serial and its medium together: serials repeat in the field, media do not. One that was
 * put on record before it was docked has no medium yet (an empty one); the first that comes with its serial is it.
 */
export class Cameras {
  readonly #upsert;
  readonly #expect;
  readonly #come;
  readonly #byIdentity;
  readonly #sharingSerial;
  readonly #byId;
  readonly #bySerial;
  readonly #all;

  constructor(db: Db) {
    this.#upsert = db.prepare(`
      INSERT INTO cameras (id, serial, medium_id, profile, model, firmware, officer_no, officer_name, unit_no, unit_name, source_type, first_seen, last_seen)
      VALUES (@id, @serial, @mediumId, @profile, @model, @firmware, @officerNo, @officerName, @unitNo, @unitName, @sourceType, @at, @at)
      ON CONFLICT (medium_id, ifnull(serial, '')) DO UPDATE SET
        profile = @profile, model = @model, firmware = @firmware, officer_no = @officerNo, officer_name = @officerName,
        unit_no = @unitNo, unit_name = @unitName, source_type = @sourceType, last_seen = @at`);
    this.#expect = db.prepare(`
      INSERT INTO cameras (id, serial, medium_id, profile, source_type, first_seen, last_seen)
      VALUES (@id, @serial, '', '', 'camera', @at, @at)`);
    this.#come = db.prepare(`
      UPDATE cameras SET medium_id = @mediumId, first_seen = @at WHERE serial = @serial AND medium_id = ''
        AND NOT EXISTS (SELECT 1 FROM cameras o WHERE o.serial = @serial AND o.medium_id = @mediumId)`);
    this.#byIdentity = db.prepare<[string, string], CameraRow>(
      `SELECT ${COLUMNS} FROM cameras WHERE medium_id = ? AND ifnull(serial, '') = ?`,
    );
    this.#sharingSerial = db.prepare<[string, string], CameraRow>(
      `SELECT ${COLUMNS} FROM cameras WHERE serial = ? AND id <> ? ORDER BY last_seen DESC`,
    );
    this.#byId = db.prepare<[string], CameraRow>(`SELECT ${COLUMNS} FROM cameras WHERE id = ?`);
    this.#bySerial = db.prepare<[string], CameraRow>(
      `SELECT ${COLUMNS} FROM cameras WHERE serial = ? ORDER BY last_seen DESC, id`,
    );
    this.#all = db.prepare<[], CameraRow>(`SELECT ${COLUMNS} FROM cameras ORDER BY last_seen DESC, id`);
  }

  seen({ identity, mediumId, profile, sourceType, at }: CameraSeen): CameraRow {
    const { serial, model, firmware, officerNo, officerName, unitNo, unitName } = identity;
    if (serial !== null) this.#come.run({ serial, mediumId, at });
    this.#upsert.run({
      id: newCameraId(),
      serial,
      mediumId,
      profile,
      model,
      firmware,
      officerNo,
      officerName,
      unitNo,
      unitName,
      sourceType,
      at,
    });
    const row = this.#byIdentity.get(mediumId, serial ?? '');
    if (row === undefined) throw new Error('the camera just written is not there');
    return row;
  }

  /** One that is to come: nothing is known of it but its serial. */
  expect(serial: string, at: Instant): CameraRow {
    this.#expect.run({ id: newCameraId(), serial, at });
    const row = this.#byIdentity.get('', serial);
    if (row === undefined) throw new Error('the camera just written is not there');
    return row;
  }

  /** Other cameras that claim this camera's serial. */
  sharingSerialWith(camera: CameraRow): CameraRow[] {
    return camera.serial === null ? [] : this.#sharingSerial.all(camera.serial, camera.id);
  }

  get(id: string): CameraRow | undefined {
    return this.#byId.get(id);
  }

  /** All that claim it, the last seen first. */
  bySerial(serial: string): CameraRow[] {
    return this.#bySerial.all(serial);
  }

  all(): CameraRow[] {
    return this.#all.all();
  }
}
