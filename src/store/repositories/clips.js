export const CLIP_SORTS = ['start', '-start', 'bytes', '-bytes', 'stored', '-stored'];
const SELECT = 'SELECT c.*, o.sm3, o.read_back FROM clips c JOIN originals o ON o.sha256 = c.sha256';
const ORDER = {
  start: 'c.sort_at, c.id',
  '-start': 'c.sort_at DESC, c.id DESC',
  bytes: 'c.bytes, c.id',
  '-bytes': 'c.bytes DESC, c.id DESC',
  stored: 'c.id',
  '-stored': 'c.id DESC',
};
export class Clips {
  #db;
  #insert;
  #insertSidecar;
  #insertSighting;
  #bySha;
  #byId;
  #sidecars;
  #known;
  #pending;
  #pendingCount;
  #describe;
  #timeline;
  #group;
  #upsertRecording;
  #dropEmpty;
  constructor(db) {
    this.#db = db;
    this.#insert = db.prepare(`
      INSERT INTO clips (id, sha256, bytes, kind, state, camera_id, camera_serial, officer_no, visit_id, source_type, source_path,
        source_path_raw, source_stamp, source_modified, stored_path, stored_at, sort_at, important, encrypted, locked, note, name_start, media_state)
      VALUES (@id, @sha256, @bytes, @kind, @state, @cameraId, @cameraSerial, @officerNo, @visitId, @sourceType, @pathText,
        @pathRaw, @stamp, @modified, @storedPath, @storedAt, @storedAt, @important, @encrypted, @locked, @note, @nameStart, 'pending')`);
    this.#insertSidecar = db.prepare(`
      INSERT OR IGNORE INTO sidecars (clip_id, sha256, kind, bytes, source_path, source_path_raw, visit_id, stored_path, stored_at)
      VALUES (@clipId, @sha256, @kind, @bytes, @pathText, @pathRaw, @visitId, @storedPath, @storedAt)`);
    this.#insertSighting = db.prepare(
      'INSERT OR IGNORE INTO sightings (source_key, visit_id, idx, sha256, clip_id, seen_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#bySha = db.prepare('SELECT id FROM clips WHERE sha256 = ?');
    this.#byId = db.prepare(`${SELECT} WHERE c.id = ? OR c.sha256 = ?`);
    this.#sidecars = db.prepare(`
      SELECT sha256, kind, bytes, source_path AS sourcePath, stored_path AS storedPath, stored_at AS storedAt
      FROM sidecars WHERE clip_id = ? ORDER BY source_path`);
    this.#known = db.prepare(`
      SELECT DISTINCT s.sha256, o.stored_path AS storedPath FROM sightings s JOIN originals o ON o.sha256 = s.sha256 WHERE s.source_key = ?`);
    this.#pending = db.prepare(`
      SELECT id, kind, sha256, stored_path AS storedPath, camera_id AS cameraId, visit_id AS visitId, source_modified AS modified,
        stored_at AS storedAt, name_start AS nameStart
      FROM clips WHERE media_state = 'pending' ORDER BY id LIMIT ?`);
    this.#pendingCount = db.prepare("SELECT count(*) AS n FROM clips WHERE media_state = 'pending'");
    this.#describe = db.prepare(`
      UPDATE clips SET media_state = @state, media_reason = @reason, media = @media, thumbnail = @thumbnail, duration_ms = @durationMs,
        times = @times, start_raw = @startRaw, end_raw = @endRaw, start_at = @startAt, end_at = @endAt, sort_at = ifnull(@startAt, stored_at)
      WHERE id = @id`);
    this.#timeline = db.prepare(`
      SELECT id, start_raw AS startRaw, end_raw AS endRaw, recording_id AS recordingId, gap_before_ms AS gapBeforeMs
      FROM clips WHERE camera_id = ? AND kind <> 'photo' AND start_raw IS NOT NULL AND end_raw IS NOT NULL ORDER BY start_raw, id`);
    this.#group = db.prepare('UPDATE clips SET recording_id = ?, gap_before_ms = ? WHERE id = ?');
    this.#upsertRecording = db.prepare(`
      INSERT INTO recordings (id, camera_id, start_raw, end_raw, clip_count) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET start_raw = excluded.start_raw, end_raw = excluded.end_raw, clip_count = excluded.clip_count`);
    this.#dropEmpty = db.prepare(
      'DELETE FROM recordings WHERE camera_id = ? AND NOT EXISTS (SELECT 1 FROM clips WHERE clips.recording_id = recordings.id)',
    );
  }
  insert(clip) {
    const { path, important, encrypted, locked, ...rest } = clip;
    this.#insert.run({
      ...rest,
      pathText: path.text,
      pathRaw: path.raw ?? null,
      important: Number(important),
      encrypted: Number(encrypted),
      locked: locked === null ? null : Number(locked),
    });
  }
  insertSidecar(s) {
    const { path, ...rest } = s;
    this.#insertSidecar.run({ ...rest, pathText: path.text, pathRaw: path.raw ?? null });
  }
  insertSighting(sourceKey, visitId, index, sha256, clipId, at) {
    this.#insertSighting.run(sourceKey, visitId, index, sha256, clipId, at);
  }
  idOfContent(sha256) {
    return this.#bySha.get(sha256)?.id;
  }
  /** Contents that were read from this very file (medium, path, size, stamp) before. */
  knownFor(sourceKey) {
    return this.#known.all(sourceKey);
  }
  /** By clip id or by SHA-256. */
  get(idOrSha256) {
    const record = this.#byId.get(idOrSha256, idOrSha256.toLowerCase());
    return record === undefined ? undefined : toView(record);
  }
  sidecarsOf(clipId) {
    return this.#sidecars.all(clipId);
  }
  list(filter) {
    const where = [];
    if (filter.camera !== undefined) where.push('c.camera_serial = @camera');
    if (filter.state !== undefined) where.push('c.state = @state');
    if (filter.kind !== undefined) where.push('c.kind = @kind');
    if (filter.visit !== undefined) where.push('c.visit_id = @visit');
    if (filter.since !== undefined) where.push('c.sort_at >= @since');
    if (filter.until !== undefined) where.push('c.sort_at < @until');
    const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
    return this.#db
      .prepare(`${SELECT} ${condition} ORDER BY ${ORDER[filter.sort]} LIMIT @limit OFFSET @offset`)
      .all(filter)
      .map(toView);
  }
  pending(limit) {
    return this.#pending.all(limit);
  }
  pendingCount() {
    return this.#pendingCount.get()?.n ?? 0;
  }
  describe(id, d) {
    const { state, reason, media, thumbnail, durationMs, times } = d;
    this.#describe.run({
      id,
      state,
      reason,
      media,
      thumbnail,
      durationMs,
      times: JSON.stringify(times),
      startRaw: times.camera.start,
      endRaw: times.camera.end,
      startAt: times.corrected.start,
      endAt: times.corrected.end,
    });
  }
  timelineOf(cameraId) {
    return this.#timeline.all(cameraId);
  }
  group(clipId, recordingId, gapBeforeMs) {
    this.#group.run(recordingId, gapBeforeMs, clipId);
  }
  putRecording(id, cameraId, startRaw, endRaw, clipCount) {
    this.#upsertRecording.run(id, cameraId, startRaw, endRaw, clipCount);
  }
  /** Recordings of a camera whose clips all moved to another one. */
  dropEmptyRecordings(cameraId) {
    this.#dropEmpty.run(cameraId);
  }
}
const toView = (r) => ({
  id: r.id,
  sha256: r.sha256,
  sm3: r.sm3,
  bytes: r.bytes,
  kind: r.kind,
  state: r.state,
  camera: r.camera_serial,
  cameraId: r.camera_id,
  officerNo: r.officer_no,
  sourceType: r.source_type,
  sourcePath: r.source_path,
  sourcePathBase64: r.source_path_raw,
  storedPath: r.stored_path,
  storedAt: r.stored_at,
  start: r.start_at,
  end: r.end_at,
  durationMs: r.duration_ms,
  recording: r.recording_id,
  gapBeforeMs: r.gap_before_ms,
  visit: r.visit_id,
  important: r.important !== 0,
  encrypted: r.encrypted !== 0,
  locked: r.locked === null ? null : r.locked !== 0,
  readBack: r.read_back,
  times: r.times === null ? null : JSON.parse(r.times),
  media: {
    state: r.media_state,
    reason: r.media_reason,
    facts: r.media === null ? null : JSON.parse(r.media),
  },
  thumbnail: r.thumbnail,
  note: r.note,
});
