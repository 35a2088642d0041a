/** What people put on record of cameras, version by version. Appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface CameraRecord {
  /** Of the camera. */
  readonly id: string;
  readonly version: number;
  readonly serial: string | null;
  /** Null: as the camera itself has it. */
  readonly model: string | null;
  /** Id of the unit whose it is. */
  readonly unit: string | null;
  readonly remark: string | null;
  /** No longer given out; what it recorded stays. */
  readonly retired: boolean;
  readonly why: string | null;
  readonly by: string;
  readonly at: Instant;
}

type Row = Omit<CameraRecord, 'retired'> & { readonly retired: number };

const COLUMNS =
  'c.camera_id AS id, c.version, c.serial, c.model, c.unit_id AS unit, c.remark, c.retired, c.why, c."by", c.at';
const LATEST = 'c.version = (SELECT max(version) FROM camera_versions n WHERE n.camera_id = c.camera_id)';

export class CameraRecords {
  readonly #add;
  readonly #get;
  readonly #all;
  readonly #versions;

  constructor(db: Db) {
    this.#add = db.prepare(`
      INSERT INTO camera_versions (camera_id, version, serial, model, unit_id, remark, retired, why, "by", at, entry)
      VALUES (@id, @version, @serial, @model, @unit, @remark, @retired, @why, @by, @at, @entry)`);
    this.#get = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM camera_versions c WHERE c.camera_id = ? AND ${LATEST}`,
    );
    this.#all = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM camera_versions c WHERE ${LATEST}`);
    this.#versions = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM camera_versions c WHERE c.camera_id = ? ORDER BY c.version`,
    );
  }

  add({ retired, ...rest }: CameraRecord & { readonly entry: number }): void {
    this.#add.run({ ...rest, retired: Number(retired) });
  }

  /** The latest version; undefined where nobody put anything on record. */
  get(id: string): CameraRecord | undefined {
    const row = this.#get.get(id);
    return row && read(row);
  }

  /** The latest of each camera. */
  all(): CameraRecord[] {
    return this.#all.all().map(read);
  }

  /** Oldest first. */
  versions(id: string): CameraRecord[] {
    return this.#versions.all(id).map(read);
  }
}

const read = (row: Row): CameraRecord => ({ ...row, retired: row.retired !== 0 });
