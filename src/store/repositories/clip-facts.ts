/** What the catalogue itself knows of clips, many at a time: read to judge them by the rules. */
import type { ClipKind } from '../../domain/clip.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import { CASE_COLUMNS, readCase, type CaseRow, type CaseVersion } from './cases.js';

/** When something was recorded, by corrected times; how far that can be trusted. */
export interface Span {
  readonly start: Instant | null;
  readonly end: Instant | null;
  /** Some clip of it has no start or no end that follows from its times. */
  readonly unplaced: boolean;
  /** The camera's offset was measured for all of it. */
  readonly measured: boolean;
  /** The camera's clock ran ahead of the station's. */
  readonly ahead: boolean;
}

export interface ClipOnRecord extends Span {
  readonly id: string;
  readonly kind: ClipKind;
  readonly cameraId: string;
  readonly sourceType: string;
  readonly storedAt: Instant;
  /** The path on the camera. */
  readonly sourcePath: string;
  /** When the camera that it came from was docked. */
  readonly dockedAt: Instant;
  readonly visitId: string;
  /** By then it was on the camera: its card had been listed, or it was stored. */
  readonly seenAt: Instant;
  /** Its size. */
  readonly bytes: number;
  /** The officer pressed the camera's key for important footage. */
  readonly marked: boolean;
  /** Its times were read, and are known or known to be missing. */
  readonly described: boolean;
  readonly durationMs: number | null;
  readonly recordingId: string | null;
  readonly activityId: string | null;
  readonly caseId: string | null;
  readonly filedAt: Instant | null;
  readonly ordinal: number | null;
  readonly recordItem: string | null;
}

type Flags = 'unplaced' | 'measured' | 'ahead' | 'marked' | 'described';
type Row<T> = Omit<T, Flags> & Readonly<Record<Extract<keyof T, Flags>, number>>;

/** A clip cannot be much younger than the moment of docking: a newest file more than this ahead is a clock that is wrong. */
const AHEAD_MS = 10 * 60_000;

const MEASURED = "json_extract(c.times, '$.corrected.uncertaintyMs') IS NOT NULL";
const AHEAD = `ifnull(json_extract(v.clock, '$.bound') = 'lower bound' AND json_extract(v.clock, '$.offsetMs') > ${String(AHEAD_MS)}, 0)`;
const UNPLACED = '(c.start_at IS NULL OR c.end_at IS NULL)';
const WHOLE = `min(c.start_at) AS start, max(c.end_at) AS "end", max(${UNPLACED}) AS unplaced, min(${MEASURED}) AS measured, max(${AHEAD}) AS ahead`;

const CLIP = `
  SELECT c.id, c.kind, c.camera_id AS cameraId, c.source_type AS sourceType, c.stored_at AS storedAt, c.source_path AS sourcePath, c.bytes, c.visit_id AS visitId, v.opened_at AS dockedAt,
    min(ifnull(v.listed_at, c.stored_at), c.stored_at) AS seenAt,
    c.important AS marked, c.times IS NOT NULL AS described, c.duration_ms AS durationMs, c.start_at AS start, c.end_at AS "end",
    ${UNPLACED} AS unplaced, ${MEASURED} AS measured, ${AHEAD} AS ahead, c.recording_id AS recordingId, m.activity_id AS activityId,
    k.case_id AS caseId, k.filed_at AS filedAt, k.ordinal, k.record_item AS recordItem
  FROM clips c JOIN visits v ON v.id = c.visit_id
  LEFT JOIN activity_members m ON m.clip_id = c.id AND m.left_at IS NULL
  LEFT JOIN case_clips k ON k.clip_id = c.id AND k.left_at IS NULL`;

export class ClipFacts {
  readonly #page;
  readonly #some;
  readonly #inOrder;
  readonly #recordings;
  readonly #activities;
  readonly #cases;
  readonly #inNoActivity;
  readonly #clipsOfRecording;
  readonly #clipsOfCamera;

  constructor(db: Db) {
    this.#page = db.prepare<[string, number], Row<ClipOnRecord>>(`${CLIP} WHERE c.id > ? ORDER BY c.id LIMIT ?`);
    this.#some = db.prepare<[string], Row<ClipOnRecord>>(
      `${CLIP} WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.sort_at, c.id`,
    );
    this.#inOrder = db
      .prepare<[string], string>(
        'SELECT id FROM clips WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sort_at, id',
      )
      .pluck();
    this.#recordings = db.prepare<[string], Row<Span> & { id: string }>(
      `SELECT c.recording_id AS id, ${WHOLE} FROM clips c JOIN visits v ON v.id = c.visit_id
       WHERE c.recording_id IN (SELECT value FROM json_each(?)) GROUP BY c.recording_id`,
    );
    this.#activities = db.prepare<[string], Row<Span> & { id: string }>(
      `SELECT m.activity_id AS id, ${WHOLE} FROM activity_members m JOIN clips c ON c.id = m.clip_id JOIN visits v ON v.id = c.visit_id
       WHERE m.left_at IS NULL AND m.activity_id IN (SELECT value FROM json_each(?)) GROUP BY m.activity_id`,
    );
    this.#cases = db.prepare<[string], CaseRow>(
      `SELECT ${CASE_COLUMNS} FROM case_versions v WHERE case_id IN (SELECT value FROM json_each(?))
       AND version = (SELECT max(version) FROM case_versions WHERE case_id = v.case_id)`,
    );
    this.#inNoActivity = db.prepare<[Instant, Instant], { id: string; cameraId: string; start: Instant; end: Instant }>(
      `SELECT c.id, c.camera_id AS cameraId, c.start_at AS start, ifnull(c.end_at, c.start_at) AS "end" FROM clips c
       WHERE c.start_at >= ? AND c.start_at < ?
         AND NOT EXISTS (SELECT 1 FROM activity_members m WHERE m.clip_id = c.id AND m.left_at IS NULL)
       ORDER BY c.start_at, c.id`,
    );
    this.#clipsOfRecording = db
      .prepare<[string], string>('SELECT id FROM clips WHERE recording_id = ? ORDER BY start_raw, id')
      .pluck();
    this.#clipsOfCamera = db.prepare<[string], string>('SELECT id FROM clips WHERE camera_id = ? ORDER BY id').pluck();
  }

  /** In the order of their ids. */
  after(id: string, limit: number): ClipOnRecord[] {
    return this.#page.all(id, limit).map(readClip);
  }

  /** In the order of their recording; those that are not there are left out. */
  some(ids: readonly string[]): ClipOnRecord[] {
    return this.#some.all(JSON.stringify(ids)).map(readClip);
  }

  /** Those of them that are there, each once, in the order of their recording. */
  inOrder(ids: Iterable<string>): string[] {
    return this.#inOrder.all(JSON.stringify([...new Set(ids)]));
  }

  recordings(ids: readonly string[]): ReadonlyMap<string, Span> {
    return byId(this.#recordings.all(JSON.stringify(ids)));
  }

  /** From the first start to the last end of the clips that are in them now. */
  activities(ids: readonly string[]): ReadonlyMap<string, Span> {
    return byId(this.#activities.all(JSON.stringify(ids)));
  }

  /** As they stand now. */
  cases(ids: readonly string[]): ReadonlyMap<string, CaseVersion> {
    return new Map(this.#cases.all(JSON.stringify(ids)).map((row) => [row.id, readCase(row)]));
  }

  /** Clips that are in no activity, by corrected start, oldest first. @param until not included */
  inNoActivity(since: Instant, until: Instant): { id: string; cameraId: string; start: Instant; end: Instant }[] {
    return this.#inNoActivity.all(since, until);
  }

  clipsOfRecording(id: string): string[] {
    return this.#clipsOfRecording.all(id);
  }

  clipsOfCamera(id: string): string[] {
    return this.#clipsOfCamera.all(id);
  }
}

const readSpan = ({ unplaced, measured, ahead, start, end }: Row<Span>): Span => ({
  start,
  end,
  unplaced: unplaced !== 0,
  measured: measured !== 0,
  ahead: ahead !== 0,
});

const byId = (rows: readonly (Row<Span> & { id: string })[]): ReadonlyMap<string, Span> =>
  new Map(rows.map((row) => [row.id, readSpan(row)]));

const readClip = (row: Row<ClipOnRecord>): ClipOnRecord => ({
  ...row,
  ...readSpan(row),
  marked: row.marked !== 0,
  described: row.described !== 0,
});
