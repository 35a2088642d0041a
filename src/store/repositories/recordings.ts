/** Clips that follow each other on their camera's own time line, as recordings. */
import type { Db } from '../database.js';

/** A clip on its camera's own time line, for grouping into recordings. */
export interface TimelineClip {
  readonly id: string;
  readonly startRaw: string;
  readonly endRaw: string;
  readonly recordingId: string | null;
  readonly gapBeforeMs: number | null;
}

export class Recordings {
  readonly #timeline;
  readonly #group;
  readonly #upsert;
  readonly #dropEmpty;

  constructor(db: Db) {
    this.#timeline = db.prepare<[string], TimelineClip>(`
      SELECT id, start_raw AS startRaw, end_raw AS endRaw, recording_id AS recordingId, gap_before_ms AS gapBeforeMs
      FROM clips WHERE camera_id = ? AND kind <> 'photo' AND start_raw IS NOT NULL AND end_raw IS NOT NULL ORDER BY start_raw, id`);
    this.#group = db.prepare('UPDATE clips SET recording_id = ?, gap_before_ms = ? WHERE id = ?');
    this.#upsert = db.prepare(`
      INSERT INTO recordings (id, camera_id, start_raw, end_raw, clip_count) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET start_raw = excluded.start_raw, end_raw = excluded.end_raw, clip_count = excluded.clip_count`);
    this.#dropEmpty = db.prepare(
      'DELETE FROM recordings WHERE camera_id = ? AND NOT EXISTS (SELECT 1 FROM clips WHERE clips.recording_id = recordings.id)',
    );
  }

  timelineOf(cameraId: string): TimelineClip[] {
    return this.#timeline.all(cameraId);
  }

  group(clipId: string, recordingId: string, gapBeforeMs: number | null): void {
    this.#group.run(recordingId, gapBeforeMs, clipId);
  }

  put(id: string, cameraId: string, startRaw: string, endRaw: string, clipCount: number): void {
    this.#upsert.run(id, cameraId, startRaw, endRaw, clipCount);
  }

  /** Recordings of a camera whose clips all moved to another one. */
  dropEmpty(cameraId: string): void {
    this.#dropEmpty.run(cameraId);
  }
}
