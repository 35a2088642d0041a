import type { PreviewFileView, PreviewRole, PreviewState, PreviewView } from '../../domain/preview.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

/** One file that was made. */
export interface PreviewFile extends PreviewFileView {
  /** Relative to the data directory. */
  readonly storedPath: string;
}

/** A clip for which something can be made. */
export interface PreviewSource {
  readonly clipId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly storedPath: string;
  readonly storedAt: Instant;
  readonly durationMs: number | null;
}

interface Row {
  readonly state: PreviewState;
  readonly reason: string | null;
  readonly at: Instant | null;
}

const SOURCE = `SELECT c.id AS clipId, c.sha256, c.bytes, c.stored_path AS storedPath, c.stored_at AS storedAt, c.duration_ms AS durationMs
  FROM previews p JOIN clips c ON c.id = p.clip_id`;
const FILE =
  'SELECT role, stored_path AS storedPath, sha256, bytes, type, width, height, duration_ms AS durationMs FROM preview_files';
/** A clip that two people decided to dispose of gets nothing made of it any more. */
const KEPT = 'NOT EXISTS (SELECT 1 FROM disposed_clips d WHERE d.clip_id = p.clip_id)';

export class Previews {
  readonly #statements;

  constructor(db: Db) {
    this.#statements = {
      want: db.prepare(`INSERT OR IGNORE INTO previews (clip_id, state, seen_at, bytes)
        SELECT id, 'waiting', stored_at, 0 FROM clips WHERE id = ?`),
      next: db.prepare<[], PreviewSource>(
        `${SOURCE} WHERE p.state = 'waiting' AND ${KEPT} ORDER BY p.clip_id DESC LIMIT 1`,
      ),
      source: db.prepare<[string], PreviewSource>(`${SOURCE} WHERE p.clip_id = ? AND ${KEPT}`),
      waiting: db.prepare<[], number>("SELECT count(*) FROM previews WHERE state = 'waiting'").pluck(),
      set: db.prepare(
        'UPDATE previews SET state = @state, reason = @reason, at = ifnull(@at, at), bytes = @bytes WHERE clip_id = @clipId',
      ),
      seen: db.prepare('UPDATE previews SET seen_at = ? WHERE clip_id = ?'),
      clear: db.prepare('DELETE FROM preview_files WHERE clip_id = ?'),
      add: db.prepare(`INSERT INTO preview_files (clip_id, role, stored_path, sha256, bytes, type, width, height, duration_ms)
        VALUES (@clipId, @role, @storedPath, @sha256, @bytes, @type, @width, @height, @durationMs)`),
      get: db.prepare<[string], Row>('SELECT state, reason, at FROM previews WHERE clip_id = ?'),
      files: db.prepare<[string], PreviewFile>(`${FILE} WHERE clip_id = ? ORDER BY role`),
      file: db.prepare<[string, string], PreviewFile>(`${FILE} WHERE clip_id = ? AND role = ?`),
      total: db.prepare<[], number>("SELECT ifnull(sum(bytes), 0) FROM previews WHERE state = 'made'").pluck(),
      oldest: db.prepare<[], { clipId: string; seenAt: Instant; bytes: number }>(
        "SELECT clip_id AS clipId, seen_at AS seenAt, bytes FROM previews WHERE state = 'made' ORDER BY seen_at, clip_id LIMIT 1",
      ),
      forget: db.prepare('DELETE FROM previews WHERE clip_id = ?'),
    };
  }

  /** From now on something is to be made of this clip, unless it was already. */
  want(clipId: string): void {
    this.#statements.want.run(clipId);
  }

  /** The newest clip that waits: what was brought in last is labelled first. */
  next(): PreviewSource | undefined {
    return this.#statements.next.get();
  }

  /** Undefined where nothing can be made of the clip, or it was disposed of. */
  source(clipId: string): PreviewSource | undefined {
    return this.#statements.source.get(clipId);
  }

  waiting(): number {
    return this.#statements.waiting.get() ?? 0;
  }

  /** @param at null where nothing was tried */
  end(
    clipId: string,
    state: PreviewState,
    reason: string | null,
    at: Instant | null,
    files: readonly PreviewFile[],
  ): void {
    this.#statements.clear.run(clipId);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    this.#statements.set.run({ clipId, state, reason, at, bytes });
    for (const file of files) this.#statements.add.run({ clipId, ...file });
  }

  seen(clipId: string, at: Instant): void {
    this.#statements.seen.run(at, clipId);
  }

  view(clipId: string): PreviewView {
    const row = this.#statements.get.get(clipId) ?? { state: null, reason: null, at: null };
    const files = this.files(clipId).map(({ role, sha256, bytes, type, width, height, durationMs }) => ({
      ...{ role, sha256, bytes, type, width, height, durationMs },
    }));
    return { ...row, files };
  }

  files(clipId: string): PreviewFile[] {
    return this.#statements.files.all(clipId);
  }

  file(clipId: string, role: PreviewRole): PreviewFile | undefined {
    return this.#statements.file.get(clipId, role);
  }

  /** Bytes of everything that was made and is kept. */
  totalBytes(): number {
    return this.#statements.total.get() ?? 0;
  }

  /** What was looked at the longest ago. */
  oldest(): { readonly clipId: string; readonly seenAt: Instant; readonly bytes: number } | undefined {
    return this.#statements.oldest.get();
  }

  forget(clipId: string): void {
    this.#statements.clear.run(clipId);
    this.#statements.forget.run(clipId);
  }
}
