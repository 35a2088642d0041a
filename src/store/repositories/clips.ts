import type { ClipKind, ClipState, ClipTimes, ClipView, MediaState, SidecarView } from '../../domain/clip.js';
import type { SourcePath } from '../../domain/source-path.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import { sightCondition, sightParameters, type Sight } from './clip-sight.js';
import { selectFrom, toView, type ClipRecord } from './clip-view.js';

export const CLIP_SORTS = ['start', '-start', 'bytes', '-bytes', 'stored', '-stored'] as const;
export type ClipSort = (typeof CLIP_SORTS)[number];

export interface ClipFilter {
  readonly camera?: string;
  /** Officer number, as the camera or the name of the file has it. */
  readonly officer?: string;
  readonly state?: ClipState;
  readonly kind?: ClipKind;
  readonly visit?: string;
  /** Only clips whose label never had all that the rulebook asks for. */
  readonly unlabelled?: boolean;
  /** Start (or, where that is unknown, the time of storing) at or after. */
  readonly since?: Instant;
  /** Before. */
  readonly until?: Instant;
  readonly sort: ClipSort;
  readonly limit: number;
  readonly offset: number;
}

export interface NewClip {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly kind: ClipKind;
  readonly state: ClipState;
  readonly cameraId: string;
  readonly cameraSerial: string | null;
  readonly officerNo: string | null;
  readonly visitId: string;
  readonly sourceType: string;
  readonly path: SourcePath;
  readonly stamp: string;
  readonly modified: Instant | null;
  readonly storedPath: string;
  readonly storedAt: Instant;
  readonly important: boolean;
  readonly encrypted: boolean;
  readonly locked: boolean | null;
  readonly note: string | null;
  readonly nameStart: string | null;
}

/** What the media queue needs to know of a clip that was just stored. */
export interface PendingClip {
  readonly id: string;
  readonly kind: ClipKind;
  readonly sha256: string;
  readonly storedPath: string;
  readonly cameraId: string;
  readonly visitId: string;
  /** What the profile of the camera it came from says of the times in its containers. */
  readonly mediaClock: 'local' | 'utc' | null;
  readonly modified: Instant | null;
  readonly storedAt: Instant;
  readonly nameStart: string | null;
}

export interface Description {
  readonly state: MediaState;
  readonly reason: string | null;
  readonly media: string | null;
  readonly thumbnail: string | null;
  readonly durationMs: number | null;
  readonly times: ClipTimes;
}

const ORDER: Readonly<Record<ClipSort, string>> = {
  start: 'c.sort_at, c.id',
  '-start': 'c.sort_at DESC, c.id DESC',
  bytes: 'c.bytes, c.id',
  '-bytes': 'c.bytes DESC, c.id DESC',
  stored: 'c.id',
  '-stored': 'c.id DESC',
};

export class Clips {
  readonly #db: Db;
  readonly #insert;
  readonly #insertSidecar;
  readonly #insertSighting;
  readonly #bySha;
  readonly #byId;
  readonly #sidecars;
  readonly #known;
  readonly #sightedAs;
  readonly #pending;
  readonly #pendingCount;
  readonly #describe;

  constructor(db: Db) {
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
    this.#bySha = db.prepare<[string], { id: string }>('SELECT id FROM clips WHERE sha256 = ?');
    this.#byId = db.prepare<[string, string], ClipRecord>(`${selectFrom('clips')} WHERE c.id = ? OR c.sha256 = ?`);
    this.#sidecars = db.prepare<[string], SidecarView>(`
      SELECT sha256, kind, bytes, source_path AS sourcePath, stored_path AS storedPath, stored_at AS storedAt
      FROM sidecars WHERE clip_id = ? ORDER BY source_path`);
    this.#known = db.prepare<[string], { sha256: string; storedPath: string }>(`
      SELECT DISTINCT s.sha256, o.stored_path AS storedPath FROM sightings s JOIN originals o ON o.sha256 = s.sha256 WHERE s.source_key = ?
      AND NOT EXISTS (SELECT 1 FROM disposed_files d WHERE d.sha256 = s.sha256 AND d.fate = 'removed' AND d.returned_at IS NULL)`);
    this.#sightedAs = db.prepare<[string, string, number], { sha256: string; clipId: string }>(
      'SELECT sha256, clip_id AS clipId FROM sightings WHERE source_key = ? AND visit_id = ? AND idx = ?',
    );
    this.#pending = db.prepare<[number], PendingClip>(`
      SELECT id, kind, sha256, stored_path AS storedPath, camera_id AS cameraId, visit_id AS visitId, source_modified AS modified,
        stored_at AS storedAt, name_start AS nameStart, 
        (SELECT media_clock FROM visits v WHERE v.id = clips.visit_id) AS mediaClock
      FROM clips WHERE media_state = 'pending' ORDER BY id LIMIT ?`);
    this.#pendingCount = db.prepare<[], { n: number }>("SELECT count(*) AS n FROM clips WHERE media_state = 'pending'");
    this.#describe = db.prepare(`
      UPDATE clips SET media_state = @state, media_reason = @reason, media = @media, thumbnail = @thumbnail, duration_ms = @durationMs,
        times = @times, start_raw = @startRaw, end_raw = @endRaw, start_at = @startAt, end_at = @endAt, sort_at = ifnull(@startAt, stored_at)
      WHERE id = @id`);
  }

  insert(clip: NewClip): void {
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

  insertSidecar(s: {
    readonly clipId: string;
    readonly sha256: string;
    readonly kind: string;
    readonly bytes: number;
    readonly path: SourcePath;
    readonly visitId: string;
    readonly storedPath: string;
    readonly storedAt: Instant;
  }): void {
    const { path, ...rest } = s;
    this.#insertSidecar.run({ ...rest, pathText: path.text, pathRaw: path.raw ?? null });
  }

  insertSighting(sourceKey: string, visitId: string, index: number, sha256: string, clipId: string, at: Instant): void {
    this.#insertSighting.run(sourceKey, visitId, index, sha256, clipId, at);
  }

  idOfContent(sha256: string): string | undefined {
    return this.#bySha.get(sha256)?.id;
  }

  /** Contents in the store that were read from this very file (medium, path, size, stamp) before. */
  knownFor(sourceKey: string): { sha256: string; storedPath: string }[] {
    return this.#known.all(sourceKey);
  }

  /** As what this very file was taken in, or known, in a visit. */
  sightedAs(sourceKey: string, visitId: string, index: number): { sha256: string; clipId: string } | undefined {
    return this.#sightedAs.get(sourceKey, visitId, index);
  }

  /** By clip id or by SHA-256. */
  get(idOrSha256: string): ClipView | undefined {
    const record = this.#byId.get(idOrSha256, idOrSha256.toLowerCase());
    return record === undefined ? undefined : toView(record);
  }

  sidecarsOf(clipId: string): SidecarView[] {
    return this.#sidecars.all(clipId);
  }

  /** @param sight of whoever asks; null for everything */
  list(filter: ClipFilter, sight: Sight | null = null): ClipView[] {
    const where: string[] = sight === null ? [] : [sightCondition(sight)];
    if (filter.camera !== undefined) where.push('c.camera_serial = @camera');
    if (filter.officer !== undefined) where.push('c.officer_no = @officer');
    if (filter.state !== undefined) where.push('c.state = @state');
    if (filter.kind !== undefined) where.push('c.kind = @kind');
    if (filter.visit !== undefined) where.push('c.visit_id = @visit');
    if (filter.since !== undefined) where.push('c.sort_at >= @since');
    if (filter.until !== undefined) where.push('c.sort_at < @until');
    if (filter.unlabelled === true)
      where.push('NOT EXISTS (SELECT 1 FROM label_versions l WHERE l.clip_id = c.id AND l.complete = 1)');
    const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
    return this.#db
      .prepare<unknown[], ClipRecord>(
        // The page first: what is looked up for each clip is looked up for those that are shown.
        `${selectFrom(`(SELECT * FROM clips c ${condition} ORDER BY ${ORDER[filter.sort]} LIMIT @limit OFFSET @offset)`)}
         ORDER BY ${ORDER[filter.sort]}`,
      )
      .all({ ...filter, unlabelled: null, ...(sight === null ? {} : sightParameters(sight)) })
      .map(toView);
  }

  pending(limit: number): PendingClip[] {
    return this.#pending.all(limit);
  }

  pendingCount(): number {
    return this.#pendingCount.get()?.n ?? 0;
  }

  describe(id: string, d: Description): void {
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
}
