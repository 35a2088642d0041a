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
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
}

export interface CameraSeen {
  readonly identity: CameraIdentity;
  readonly mediumId: string;
  readonly profile: string;
  readonly sourceType: SourceType;
  readonly at: Instant;
}

const COLUMNS = `id, serial, medium_id AS mediumId, profile, model, firmware, officer_no AS officerNo, officer_name AS officerName,
  unit_no AS unitNo, unit_name AS unitName, source_type AS sourceType, first_seen AS firstSeen, last_seen AS lastSeen`;

/** A camera is told apart by its serial and its medium together: serials repeat in the field, media do not. */
export class Cameras {
  readonly #upsert;
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
